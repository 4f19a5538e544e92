import type { Asset, Source } from '#model'
import { Button } from '#web/ui'
import { useWords } from '#web/words'
import { useState } from 'react'
import { AssetForm } from './asset-form.tsx'
import { useLearned } from './use-forms.ts'

/** What a source has named for the first time: stored and grey until a person says what and where it is. */
export function Learned({ source }: { source: Source }) {
  const { t } = useWords()
  const learned = useLearned(source)
  const [chosen, setChosen] = useState<Asset>()
  if (learned.length === 0) return null
  return (
    <div className="source-learned">
      <h3 className="quarantine-kind">{t('asset.learned', { count: learned.length })}</h3>
      <ul className="source-chips">
        {learned.map((asset) => (
          <li key={asset.id}>
            <Button small aria-pressed={asset.id === chosen?.id} onClick={() => setChosen(asset)}>
              {asset.id}
            </Button>
          </li>
        ))}
      </ul>
      {chosen && (
        <AssetForm
          key={chosen.id}
          source={source}
          asset={{ id: chosen.id, name: chosen.name === chosen.id ? '' : chosen.name, type: chosen.type }}
          onDone={() => setChosen(undefined)}
        />
      )}
    </div>
  )
}
