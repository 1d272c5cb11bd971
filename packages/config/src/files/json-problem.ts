/**
 * What is wrong with a JSON text, and in which line. The parser's own message quotes the text, which may hold a secret,
 * so that part is cut off.
 */
export function jsonProblem(error: unknown, text: string): { readonly problem: string; readonly line?: number } {
  const message = error instanceof Error ? error.message : String(error)
  const problem = message.replace(/, ["'.][\s\S]*$/, '').replace(/ in JSON at [\s\S]*$/, '')
  const position = /at position (\d+)/.exec(message)?.[1]
  if (position !== undefined) return { problem, line: text.slice(0, Number(position)).split('\n').length }
  return /end of JSON input/.test(message) ? { problem, line: text.trimEnd().split('\n').length } : { problem }
}
