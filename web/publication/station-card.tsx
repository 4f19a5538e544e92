import type { PublicAsset } from '#model'
import { useNow } from '#web/live'
import { formatNumber, useWords } from '#web/words'
import { Link } from '@tanstack/react-router'
import { Advice, AqiNumber, HourNote, LevelWord } from './aqi-block.tsx'
import { standingOf } from './hours.ts'

/** A station: number, word and advice; the whole card opens its page. `away`: kilometres from the reader. */
export function StationCard({ asset, away }: { asset: PublicAsset; away: number | undefined }) {
  const { language } = useWords()
  const now = useNow()
  const standing = standingOf(asset, 'vn_aqi_h', now)
  return (
    <li className="public-card">
      <AqiNumber value={standing.value} />
      <div>
        <h3>
          <Link to="/cong-khai/$asset" params={{ asset: asset.id }} className="public-open">
            {asset.name}
          </Link>
        </h3>
        <p className="soft">
          {asset.unit?.name}
          {away !== undefined && ` · ${formatNumber(away, away < 10 ? 1 : 0, language)} km`}
        </p>
        <p>
          <LevelWord standing={standing} />
        </p>
      </div>
      {standing.value !== null && <Advice value={standing.value} />}
      <p className="quiet public-age">
        <HourNote standing={standing} />
      </p>
    </li>
  )
}
