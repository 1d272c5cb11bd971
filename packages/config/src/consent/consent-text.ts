/** Raised whenever the text below changes its meaning, so that people are asked again. */
export const CONSENT_TEXT_VERSION = 1

export interface ConsentSubject {
  /** `openai` */
  readonly provider: string
  /** Where requests go: `https://api.openai.com/v1`. */
  readonly endpoint?: string
  /** What this tool would send, as list items: `the last 20 commands of the pane`. */
  readonly sends: readonly string[]
}

/** What a person is asked before anything goes to a cloud provider. */
export function consentText({ provider, endpoint, sends }: ConsentSubject): string {
  const where = endpoint === undefined ? provider : `${provider} (${endpoint})`
  return [
    `This would be sent to ${where}:`,
    ...sends.map((item) => `  - ${item}`),
    '',
    'Passwords, keys and tokens that the secret filter knows are taken out first.',
    `What ${provider} does with the rest is for its own terms to say. You can take your consent back at any time.`,
  ].join('\n')
}
