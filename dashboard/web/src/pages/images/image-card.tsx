import { useSignal } from '@preact/signals'
import type { AssetItem } from '@waymark/schemas/api/assets'
import { ImageOff } from 'lucide-preact'
import { may, whyMayNot } from '../../app/may.ts'
import { useSession } from '../../app/session.ts'
import { Ago } from '../../ui/ago.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { sayBytes } from './judge-file.ts'
import { removeImage } from './removals.ts'

/** Where ingest is another server than this one, the picture is there and not here. */
const Picture = ({ src, name }: { readonly src: string; readonly name: string }) => {
  const broken = useSignal(false)
  return broken.value ? (
    <div class="image-picture faint">
      <ImageOff class="icon" />
      <span class="small">Not served at this address</span>
    </div>
  ) : (
    <img
      class="image-picture"
      src={src}
      alt={name}
      loading="lazy"
      onError={() => {
        broken.value = true
      }}
    />
  )
}

const Shown = ({ by }: { readonly by: AssetItem['shownBy'] }) =>
  by.length === 0 ? (
    <p class="small faint">No published guide shows it.</p>
  ) : (
    <p class="small">
      Shown by{' '}
      {by.map((path, at) => (
        <span key={path}>
          {at > 0 && ', '}
          <code>{path.split('/').slice(1).join('/')}</code> in {path.split('/')[0]}
        </span>
      ))}
    </p>
  )

/** An image, how to name it in a guide, and who shows it. */
export const ImageCard = ({ image }: { readonly image: AssetItem }) => {
  const { me } = useSession()
  const name = image.name ?? 'Image without a name'
  const allowed = may(me.user.role, 'write-definitions')
  const used = image.shownBy.length > 0
  const why = allowed ? 'A published guide shows it.' : whyMayNot('write-definitions')
  return (
    <li class="image-card">
      <Picture src={image.src} name={name} />
      <div class="stack-1">
        <b dir="auto">{name}</b>
        <p class="tiny faint">
          {image.type.replace('image/', '').toUpperCase()}, {sayBytes(image.bytes)}, by {image.by},{' '}
          <Ago at={image.at} />
        </p>
        <Shown by={image.shownBy} />
      </div>
      <div class="row">
        <CopyButton text={image.src} label="Copy reference" />
        <button
          type="button"
          class="button"
          data-look="plain"
          disabled={!allowed || used}
          title={!allowed || used ? why : undefined}
          aria-label={`Remove ${name}`}
          onClick={() => removeImage(image)}
        >
          Remove
        </button>
      </div>
    </li>
  )
}
