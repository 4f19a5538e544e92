import { type Choice, type ChoiceKind, type Group, KINDS } from './choice.ts'
import { NO_MATCH, rankOf } from './match.ts'

/** So many of a kind are listed; a longer question finds the rest. */
const MOST_OF_A_KIND = 8
/** Behind every match that the screen can explain: the centre knows an earlier name, or an id. */
const FOUND_BY_THE_CENTRE = 6

interface Ranked {
  readonly choice: Choice
  readonly rank: number
}

/**
 * Groups in the order of their best match; of equals, pages before alerts before incidents before stations before units. `here` is matched
 * on the spot; `found` was found by the centre and stays, whatever it was found by.
 */
export function gather(
  question: string,
  here: readonly Choice[],
  found: readonly Choice[],
  more: ReadonlySet<ChoiceKind>,
): Group[] {
  const ranked: Ranked[] = [
    ...here.map((choice) => ({ choice, rank: bestRank(choice, question) })).filter(({ rank }) => rank !== NO_MATCH),
    ...found.map((choice) => ({ choice, rank: Math.min(bestRank(choice, question), FOUND_BY_THE_CENTRE) })),
  ].sort(
    (a, b) =>
      a.rank - b.rank ||
      a.choice.title.length - b.choice.title.length ||
      a.choice.title.localeCompare(b.choice.title, 'vi'),
  )
  return KINDS.flatMap((kind) => {
    const mine = ranked.filter(({ choice }) => choice.kind === kind)
    const [best] = mine
    if (!best) return []
    const group: Group = {
      kind,
      choices: mine.slice(0, MOST_OF_A_KIND).map(({ choice }) => choice),
      count: mine.length,
      more: more.has(kind),
    }
    return [{ group, rank: best.rank }]
  })
    .sort((a, b) => a.rank - b.rank)
    .map(({ group }) => group)
}

/** The title counts for more than what stands beside it. */
function bestRank(choice: Choice, question: string): number {
  const beside = [choice.detail ?? '', ...(choice.also ?? [])].map((text) => rankOf(text, question) + 1)
  const together = rankOf([choice.title, choice.detail ?? '', ...(choice.also ?? [])].join(' '), question) + 2
  return Math.min(rankOf(choice.title, question), ...beside, together)
}
