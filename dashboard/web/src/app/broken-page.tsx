import { Empty } from '../ui/states.tsx'

/** What is shown when the app itself has a fault. */
export const BrokenPage = () => (
  <div role="alert">
    <Empty title="This page broke">
      <p>That is a fault of the dashboard, not yours. Nothing that was stored is lost.</p>
      <button type="button" class="button" onClick={() => location.reload()}>
        Load it again
      </button>
    </Empty>
  </div>
)
