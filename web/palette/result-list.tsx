import { SeverityMark } from '#web/ui'
import { formatNumber, useWords } from '#web/words'
import { IconBell, IconBroadcast, IconFileText, IconFlame, IconMapPin } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import type { Choice, Group } from './choice.ts'
import { highlighted } from './match.ts'

const ICON = {
  page: IconFileText,
  alert: IconBell,
  incident: IconFlame,
  station: IconBroadcast,
  unit: IconMapPin,
} as const

export function optionId(at: number): string {
  return `palette-option-${at}`
}

interface Props {
  readonly id: string
  readonly groups: readonly Group[]
  readonly text: string
  /** The place of the active choice among all. */
  readonly active: number
  readonly onActive: (at: number) => void
  readonly onChoose: (choice: Choice) => void
}

/** What was found, in groups with their counts; the active choice stays in sight. */
export function ResultList({ id, groups, text, active, onActive, onChoose }: Props) {
  const { t } = useWords()
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [active, text])
  const firsts = groups.map((_, at) => groups.slice(0, at).reduce((sum, group) => sum + group.choices.length, 0))
  return (
    <div ref={list} id={id} role="listbox" aria-label={t('palette.title')} className="palette-list">
      {groups.map((group, at) => (
        <div key={group.kind} role="group" aria-labelledby={`palette-group-${group.kind}`}>
          <p id={`palette-group-${group.kind}`} className="palette-group">
            {t(`palette.group.${group.kind}`)} <Count group={group} />
          </p>
          {group.choices.map((choice, place) => {
            const index = (firsts[at] ?? 0) + place
            return (
              <div
                key={`${choice.kind} ${choice.id}`}
                id={optionId(index)}
                role="option"
                tabIndex={-1}
                aria-selected={index === active}
                className="palette-option"
                // The field keeps the focus.
                onPointerDown={(event) => event.preventDefault()}
                onPointerMove={() => index !== active && onActive(index)}
                onClick={() => onChoose(choice)}
              >
                <Sign choice={choice} />
                <span className="palette-title">
                  <Marked text={choice.title} question={text} />
                </span>
                {choice.detail && (
                  <span className="palette-detail soft">
                    <Marked text={choice.detail} question={text} />
                  </span>
                )}
              </div>
            )
          })}
        </div>
      ))}
    </div>
  )
}

function Count({ group: { choices, count, more } }: { group: Group }) {
  const { t, language } = useWords()
  const number = (value: number): string => formatNumber(value, 0, language)
  const values = { shown: number(choices.length), count: number(count) }
  return (
    <span className="quiet">
      {more ? t('palette.count.more', values) : choices.length < count ? t('palette.count.part', values) : values.count}
    </span>
  )
}

function Sign({ choice }: { choice: Choice }) {
  const { t } = useWords()
  if (choice.severity) {
    return (
      <SeverityMark
        severity={choice.severity}
        held={choice.held === true}
        size={16}
        label={t(`severity.${choice.severity}`)}
      />
    )
  }
  const Icon = ICON[choice.kind]
  return <Icon size={16} stroke={1.75} aria-hidden="true" className="palette-sign" />
}

function Marked({ text, question }: { text: string; question: string }) {
  return highlighted(text, question).map((part, at) =>
    part.hit ? <mark key={at}>{part.text}</mark> : <span key={at}>{part.text}</span>,
  )
}
