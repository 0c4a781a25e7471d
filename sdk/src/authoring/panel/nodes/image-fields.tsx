import { TextField } from '../controls.tsx'
import { type NodeProps, textField } from './node-props.ts'
import { PictureField } from './picture-field.tsx'

export const ImageFields = ({ part, value: image, change }: NodeProps<'image'>) => (
  <>
    <PictureField
      part={part}
      label="Image"
      src={image.src}
      none="Choose an image…"
      choose={(src) => change({ ...image, src }, 'src')}
    />
    <TextField
      on={part.on}
      label="Said to who cannot see it"
      {...textField(part, image.alt, (alt) => change({ ...image, alt }, 'alt'))}
    />
  </>
)
