import { sampleOfSchema } from '@engawa/testkit'

/** Answers each question in the form that the request asks for. */
export const sampleReply = ({ body }: { readonly body: Readonly<Record<string, unknown>> }): string =>
  body.format === undefined ? 'words' : JSON.stringify(sampleOfSchema(body.format as Record<string, unknown>))
