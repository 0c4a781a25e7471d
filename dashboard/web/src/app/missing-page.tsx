import { PageHead } from '../ui/page-head.tsx'
import { Empty } from '../ui/states.tsx'

export const MissingPage = () => (
  <>
    <PageHead title="No such page" asOf="none" />
    <Empty title="Nothing is at this address">
      <p>The link may be old or incomplete.</p>
      <a class="button" href="/">
        Go to the first page
      </a>
    </Empty>
  </>
)
