import type { AssetItem } from '@waymark/schemas/api/assets'
import { useQuery } from '../../api/queries.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Empty } from '../../ui/states.tsx'
import { DropZone } from './drop-zone.tsx'
import { ImageCard } from './image-card.tsx'
import { removals } from './removals.ts'
import { UploadList } from './upload-list.tsx'

const Images = ({ images }: { readonly images: readonly AssetItem[] }) => {
  const left = images.filter(({ id }) => !removals.value.has(id))
  if (left.length === 0) {
    return (
      <Empty title="No image yet">
        <p>
          Put one in above: the panel in which you write a guide then offers it. A guide that is
          kept as a file names it by the reference that stands beside it here.
        </p>
      </Empty>
    )
  }
  return (
    <ul class="image-list" aria-label="Images">
      {left.map((image) => (
        <ImageCard key={image.id} image={image} />
      ))}
    </ul>
  )
}

/** The images of guides: uploaded here or with `waymark asset add`, named by what is in them. */
export const ImagesPage = () => {
  const answer = useQuery<{ readonly assets: readonly AssetItem[] }>('/api/assets')
  return (
    <>
      <PageHead title="Images" asOf="none" meta="For guides, in every environment" />
      <div class="gutter stack">
        <DropZone />
        <UploadList />
      </div>
      <Loaded answer={answer} rows={4}>
        {(data) => <Images images={data.assets} />}
      </Loaded>
    </>
  )
}
