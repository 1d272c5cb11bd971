import { marked, type Token, type Tokens } from 'marked'
import { Fragment, memo, type ReactNode } from 'react'
import { CodeBlock } from './code-block.js'
import { decodeEntities } from './entities.js'
import { OutwardLink } from './outward-link.js'

/**
 * What a model wrote, as elements.
 *
 * The text is cut into tokens and each token becomes an element of ours; no HTML is ever made from it. Raw HTML is
 * shown as the text it is, and images are shown as links, so that nothing is fetched that nobody asked for.
 */
export const Markdown = memo(function Markdown({ text }: { readonly text: string }) {
  return <div className="markdown">{blocks(marked.lexer(text, { gfm: true }))}</div>
})

/** Tokens have no identity; a token is told by its place, as the text only grows. */
const each = <T,>(tokens: readonly T[] | undefined, render: (token: T) => ReactNode) =>
  (tokens ?? []).map((token, at) => <Fragment key={at}>{render(token)}</Fragment>)

const blocks = (tokens: readonly Token[] | undefined) => each(tokens, renderBlock)
const spans = (tokens: readonly Token[] | undefined) => each(tokens, renderSpan)

function renderBlock(token: Token): ReactNode {
  switch (token.type) {
    case 'space':
    case 'def':
      return null
    case 'heading':
      return heading(token as Tokens.Heading)
    case 'code':
      return <CodeBlock code={token.text} language={(token as Tokens.Code).lang ?? ''} />
    case 'blockquote':
      return <blockquote>{blocks(token.tokens)}</blockquote>
    case 'hr':
      return <hr />
    case 'list':
      return list(token as Tokens.List)
    case 'table':
      return table(token as Tokens.Table)
    case 'html':
      return <p className="markdown-raw">{token.raw.trim()}</p>
    case 'paragraph':
      return <p>{spans(token.tokens)}</p>
    default:
      return renderSpan(token)
  }
}

function renderSpan(token: Token): ReactNode {
  switch (token.type) {
    case 'strong':
      return <strong>{spans(token.tokens)}</strong>
    case 'em':
      return <em>{spans(token.tokens)}</em>
    case 'del':
      return <del>{spans(token.tokens)}</del>
    case 'codespan':
      return <code>{token.text}</code>
    case 'br':
      return <br />
    case 'link':
      return <OutwardLink href={token.href}>{spans(token.tokens)}</OutwardLink>
    case 'image':
      return <OutwardLink href={token.href}>{`image: ${decodeEntities(token.text || token.href)}`}</OutwardLink>
    case 'checkbox':
      return (
        <input type="checkbox" checked={Boolean(token.checked)} disabled aria-label={token.checked ? 'done' : 'open'} />
      )
    case 'text':
      return token.tokens ? spans(token.tokens) : decodeEntities(token.text)
    case 'escape':
      return token.text
    default:
      return token.raw
  }
}

/** One level below the page's own headings, so that the outline of the page stays right. */
function heading({ depth, tokens }: Tokens.Heading): ReactNode {
  const Level = `h${Math.min(depth + 2, 6)}` as 'h3' | 'h4' | 'h5' | 'h6'
  return <Level>{spans(tokens)}</Level>
}

function list({ ordered, start, items }: Tokens.List): ReactNode {
  const content = each(items, (item) => <li>{blocks(item.tokens)}</li>)
  return ordered ? <ol start={start === '' ? 1 : start}>{content}</ol> : <ul>{content}</ul>
}

function table({ header, rows }: Tokens.Table): ReactNode {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="markdown-table" aria-label="Table" tabIndex={0}>
      <table>
        <thead>
          <tr>
            {cells(header, (content) => (
              <th scope="col">{content}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={at}>
              {cells(row, (content) => (
                <td>{content}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const cells = (row: readonly Tokens.TableCell[], render: (content: ReactNode) => ReactNode) =>
  row.map(({ tokens }, at) => <Fragment key={at}>{render(spans(tokens))}</Fragment>)
