import { useSignal } from '@preact/signals'
import { Upload as UploadIcon } from 'lucide-preact'
import { useId } from 'preact/hooks'
import { may, whyMayNot } from '../../app/may.ts'
import { useSession } from '../../app/session.ts'
import { imageTypes, sayLimits } from './judge-file.ts'
import { uploadAll } from './uploads.ts'

const filesOf = (list: FileList | null | undefined): readonly File[] => [...(list ?? [])]

/** Takes images that are dropped on it, or chosen. */
export const DropZone = () => {
  const { me } = useSession()
  const over = useSignal(false)
  const id = useId()
  const allowed = may(me.user.role, 'write-definitions')
  const lift = (): void => {
    over.value = false
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the first is the button in it
    <div
      class="drop-zone"
      data-is={over.value ? 'over' : undefined}
      onDragOver={(event) => {
        event.preventDefault()
        over.value = allowed
      }}
      onDragLeave={lift}
      onDrop={(event) => {
        event.preventDefault()
        lift()
        if (allowed) void uploadAll(filesOf(event.dataTransfer?.files))
      }}
    >
      <UploadIcon class="icon" />
      <p>
        Drop images here, or <label for={id}>choose some</label>
      </p>
      <input
        id={id}
        type="file"
        multiple
        accept={imageTypes.join()}
        disabled={!allowed}
        onChange={({ currentTarget }) => {
          void uploadAll(filesOf(currentTarget.files))
          currentTarget.value = ''
        }}
      />
      <p class="small faint">{allowed ? `${sayLimits}.` : whyMayNot('write-definitions')}</p>
    </div>
  )
}
