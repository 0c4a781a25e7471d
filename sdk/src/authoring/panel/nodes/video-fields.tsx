import { put } from '../../document/change.ts'
import { TextField } from '../controls.tsx'
import { type NodeProps, textField } from './node-props.ts'
import { PictureField } from './picture-field.tsx'

/** Its captions in one language; further tracks, which a file says, stay behind it. */
const Captions = ({ part, value: video, change }: NodeProps<'video'>) => {
  const [first, ...rest] = video.captions ?? []
  const say = (src: string, lang: string): void => {
    const tracks = src === '' ? rest : [{ src, lang }, ...rest]
    change(put(video, 'captions', tracks.length > 0 ? tracks : undefined), 'captions')
  }
  return (
    <>
      <TextField
        on={part.on}
        label="Captions: address of a WebVTT file"
        value={first?.src ?? ''}
        placeholder="none"
        enter={(src) => say(src, first?.lang ?? part.locale)}
      />
      {first && (
        <TextField
          on={part.on}
          label="Language of the captions"
          value={first.lang}
          enter={(lang) => say(first.src, lang)}
        />
      )}
    </>
  )
}

export const VideoFields = (props: NodeProps<'video'>) => {
  const { part, value: video, change } = props
  return (
    <>
      <TextField
        on={part.on}
        label="Address of the video file"
        value={video.src}
        placeholder="https://…/video.mp4"
        enter={(src) => change({ ...video, src }, 'src')}
      />
      <TextField
        on={part.on}
        label="What it is called"
        {...textField(part, video.title, (title) => change({ ...video, title }, 'title'))}
      />
      <PictureField
        part={part}
        label="Shown until it plays"
        src={video.poster ?? ''}
        none="its first frame"
        choose={(src) => change(put(video, 'poster', src || undefined), 'poster')}
      />
      <Captions {...props} />
    </>
  )
}
