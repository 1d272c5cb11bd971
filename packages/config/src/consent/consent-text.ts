/** Raised whenever the text below changes its meaning, so that people are asked again. Version 1 named no tool. */
export const CONSENT_TEXT_VERSION = 2

export interface ConsentSubject {
  /** `openai` */
  readonly provider: string
  /** Where requests go: `https://api.openai.com/v1`. */
  readonly endpoint: string
  /** The tool that would send: `zen`. */
  readonly tool: string
  /** What this tool would send, as list items: `the last 20 commands of the pane`. */
  readonly sends: readonly string[]
}

/** What a person is asked before anything goes to a cloud provider. */
export function consentText({ provider, endpoint, tool, sends }: ConsentSubject): string {
  return [
    `${tool} would send this to ${provider} at ${endpoint}:`,
    ...sends.map((item) => `  - ${item}`),
    '',
    'Passwords, keys and tokens that the secret filter knows are taken out first.',
    `What ${provider} does with the rest is for its own terms to say. The consent is for ${tool} and this address alone.`,
    `You can take it back at any time: ${tool} config consent --revoke ${provider}`,
  ].join('\n')
}
