const EDGE = 12
const LINE = 18
const MARK = 22

interface Words {
  readonly mark: string | null
  /** The title first. */
  readonly lines: readonly string[]
}

/** The band above a picture: the mark of the unreal in its frame, the title, then when and from where; px. */
export function bandOf({ mark, lines }: Words, width: number, font: string) {
  const measure = document.createElement('canvas').getContext('2d')
  const sized = lines.flatMap((line, at) => {
    const face = `${at === 0 ? '600 14px' : '400 12px'} ${font}`
    return wrap(line, width - 2 * EDGE, (text) => widthIn(measure, face, text)).map((text) => ({
      text,
      face,
      first: at === 0,
    }))
  })
  const top = mark === null ? EDGE : EDGE + MARK + 6
  const height = top + sized.length * LINE + 8
  const draw = (drawing: CanvasRenderingContext2D, colour: (name: string) => string): void => {
    drawing.fillStyle = colour('--surface')
    drawing.fillRect(0, 0, width, height)
    drawing.fillStyle = colour('--line')
    drawing.fillRect(0, height - 1, width, 1)
    drawing.textBaseline = 'middle'
    if (mark !== null) {
      const face = `600 12px ${font}`
      drawing.font = face
      drawing.strokeStyle = colour('--unreal')
      drawing.fillStyle = colour('--unreal')
      drawing.strokeRect(EDGE + 0.5, EDGE + 0.5, widthIn(drawing, face, mark) + 18, MARK)
      drawing.fillText(mark, EDGE + 9, EDGE + MARK / 2 + 1)
    }
    sized.forEach(({ text, face, first }, at) => {
      drawing.font = face
      drawing.fillStyle = colour(first ? '--text' : '--text2')
      drawing.fillText(text, EDGE, top + at * LINE + LINE / 2)
    })
  }
  return { height, draw }
}

function widthIn(drawing: CanvasRenderingContext2D | null, face: string, text: string): number {
  if (!drawing) return text.length * 7
  drawing.font = face
  return drawing.measureText(text).width
}

/** The lines of a text in a width; a word wider than that stands alone. */
export function wrap(text: string, width: number, measure: (text: string) => number): string[] {
  const lines: string[] = []
  for (const word of text.split(/\s+/u).filter((one) => one !== '')) {
    const last = lines.at(-1)
    if (last !== undefined && measure(`${last} ${word}`) <= width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}
