import { CloseButton } from '../../ui/close-button.tsx'
import { dropUpload, uploads } from './uploads.ts'

/** What is on its way, and why something was not taken. */
export const UploadList = () =>
  uploads.value.length === 0 ? null : (
    <ul class="upload-list" aria-label="Uploads">
      {uploads.value.map(({ id, name, share, fault }) => (
        <li key={id} class="row" role={fault ? 'alert' : undefined}>
          <b dir="auto">{name}</b>
          {fault ? (
            <>
              <span class="badge" data-is="bad">
                not taken
              </span>
              <span class="small">{fault}</span>
              <CloseButton label={`Dismiss ${name}`} onClose={() => dropUpload(id)} />
            </>
          ) : (
            <progress class="push" value={share} aria-label={`${name} is sent`} />
          )}
        </li>
      ))}
    </ul>
  )
