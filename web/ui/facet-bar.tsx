import { Fragment, type ReactNode } from 'react'

export interface Facet {
  readonly id: string
  readonly label: ReactNode
  readonly count: number
}

/** Chips with counts; groups are divided by a line. */
export function FacetBar({
  label,
  groups,
  chosen,
  onChoose,
  children,
}: {
  label: string
  groups: readonly (readonly Facet[])[]
  chosen: ReadonlySet<string>
  onChoose: (id: string) => void
  children?: ReactNode
}) {
  return (
    <div className="facets" role="toolbar" aria-label={label}>
      {groups.map((group, at) => (
        <Fragment key={group[0]?.id ?? at}>
          {at > 0 && <span className="divider" aria-hidden="true" />}
          {group.map((facet) => (
            <button
              key={facet.id}
              type="button"
              className="facet"
              aria-pressed={chosen.has(facet.id)}
              onClick={() => onChoose(facet.id)}
            >
              {facet.label} <b>{facet.count}</b>
            </button>
          ))}
        </Fragment>
      ))}
      {children}
    </div>
  )
}
