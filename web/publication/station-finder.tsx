import type { PublicAsset } from '#model'
import { useNow } from '#web/live'
import { useWords } from '#web/words'
import { useState } from 'react'
import { standingOf } from './hours.ts'
import { type NamedPlace, type Place, kilometres, names, nearest, worstFirst } from './near.ts'
import { StationCard } from './station-card.tsx'
import { usePlaces } from './use-figures.ts'

/** Shown for a commune without a station of its own. */
const NEAREST = 3

/** The stations, the worst first; found by name or commune, or sorted by how near they are to the reader. */
export function StationFinder({ stations }: { stations: readonly PublicAsset[] }) {
  const { t } = useWords()
  const now = useNow()
  // Taken once: rows do not change places while somebody reads.
  const [order] = useState(() => worstFirst(stations, (asset) => standingOf(asset, 'vn_aqi_h', now).value).map(idOf))
  const [typed, setTyped] = useState('')
  const [here, setHere] = useState<Place>()
  const places = usePlaces(typed !== '')
  const found = stations.filter((asset) => names(`${asset.name} ${asset.unit?.name ?? ''}`, typed))
  const place = typed !== '' && found.length === 0 ? places.find(({ name }) => names(name, typed)) : undefined
  const from: Place | undefined = place ?? here
  const shown = place ? nearest(stations, place).slice(0, NEAREST) : found
  const rank = ({ id }: PublicAsset): number => order.indexOf(id) + 1 || order.length + 1
  const list = from ? nearest(shown, from) : shown.toSorted((a, b) => rank(a) - rank(b))
  return (
    <>
      <div className="public-finder">
        <input
          type="search"
          className="public-search"
          aria-label={t('public.search')}
          placeholder={t('public.search')}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <NearMe here={here} onHere={setHere} />
      </div>
      <p className="soft public-order" role="status">
        <Order typed={typed} found={found.length} place={place} here={here} />
      </p>
      <ul className="public-cards">
        {list.map((asset) => (
          <StationCard key={asset.id} asset={asset} away={from && kilometres(asset, from)} />
        ))}
      </ul>
    </>
  )
}

function idOf({ id }: PublicAsset): string {
  return id
}

/** How the list came about. */
function Order(of: { typed: string; found: number; place: NamedPlace | undefined; here: Place | undefined }) {
  const { t } = useWords()
  if (of.place) return t('public.none-there', { place: of.place.name })
  if (of.typed !== '' && of.found === 0) return t('public.no-such')
  const order = t(of.here ? 'public.near.on' : 'public.worst-first')
  return of.typed === '' ? order : `${t('public.found', { count: of.found })} · ${order}`
}

/** Asks the device where it is, on a press alone; the answer stays on the page. */
function NearMe({ here, onHere }: { here: Place | undefined; onHere: (place: Place | undefined) => void }) {
  const { t } = useWords()
  const [refused, setRefused] = useState(false)
  function ask(): void {
    setRefused(false)
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => onHere({ lat: coords.latitude, lon: coords.longitude }),
      () => setRefused(true),
      { maximumAge: 600_000, timeout: 10_000 },
    )
  }
  return (
    <>
      <button type="button" className="public-button" onClick={() => (here ? onHere(undefined) : ask())}>
        {t(here ? 'public.near.off' : 'public.near')}
      </button>
      <p className="quiet public-private" role="status">
        {t(refused ? 'public.near.refused' : 'public.near.private')}
      </p>
    </>
  )
}
