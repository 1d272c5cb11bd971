/** The source of an extension that keeps the contract, around the body of its `execute`. */
export function extensionSource(
  body: string,
  { capabilities = [], head = '' }: { capabilities?: readonly string[]; head?: string } = {},
): string {
  return `${head}
export const VERSION = '1.0.0'
export const METADATA = { name: 'probe', description: 'a test', capabilities: ${JSON.stringify(capabilities)} }
export async function execute(userInput, context, args) {
${body}
}`
}
