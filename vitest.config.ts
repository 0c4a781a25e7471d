import { relative } from 'node:path'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** The longest tests first, so that the end of a run is made of short ones and no core idles. */
const rooms = [
  'test',
  'cli',
  'dashboard/web',
  'sdk',
  'examples/demo',
  'storage',
  'processor',
  'dashboard/server',
  'ingest',
  'schemas',
  'runtime',
]

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ project }: TestSpecification): number =>
      rooms.indexOf(relative(this.ctx.config.root, project.config.root))
    // Within a room: failed ones first, then the longest of the last run.
    return (await super.sort(files)).sort((a, b) => place(a) - place(b))
  }
}

export default defineConfig({ test: { projects: rooms, sequence: { sequencer: LongestFirst } } })
