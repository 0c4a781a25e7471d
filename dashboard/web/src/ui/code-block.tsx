import { CopyButton } from './copy-button.tsx'

interface CodeBlockProps {
  readonly text: string
  /** What it is, for those who do not see it. */
  readonly label: string
}

/** Code to read and to take away. */
export const CodeBlock = ({ text, label }: CodeBlockProps) => (
  <div class="code">
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
    <section class="code-text" tabIndex={0} aria-label={label}>
      <pre>{text}</pre>
    </section>
    <CopyButton text={text} />
  </div>
)
