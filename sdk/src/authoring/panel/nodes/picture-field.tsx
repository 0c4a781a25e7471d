import { Select, TextField } from '../controls.tsx'
import type { Part } from '../part.ts'

interface PictureProps {
  readonly part: Part
  readonly label: string
  readonly src: string
  /** What stands for no image. */
  readonly none: string
  readonly choose: (src: string) => void
}

/** One of the images that were uploaded in the dashboard, or one that lies elsewhere. */
export const PictureField = ({ part, label, src, none, choose }: PictureProps) => {
  const { images } = part.now.stock
  const isOurs = images.some((image) => image.src === src)
  return (
    <>
      <Select
        on={part.on}
        label={label}
        value={isOurs ? src : ''}
        options={[
          ['', src === '' ? none : 'From the address below'],
          ...images.map((image): readonly [string, string] => [image.src, image.name]),
        ]}
        choose={choose}
      />
      {images.length === 0 && (
        <p class="small">Upload images in the dashboard, on the page Images.</p>
      )}
      {!isOurs && (
        <TextField
          on={part.on}
          label="Or its address"
          value={src}
          placeholder="https://…"
          enter={choose}
        />
      )}
    </>
  )
}
