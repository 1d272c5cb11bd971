import { exitCodes, type JsonObject, LlmError } from '@engawa/core'

/** A request that was kept back because of what it would, or might, cost. Nothing was sent. */
export class BudgetError extends LlmError {
  constructor(
    code: 'llm/over-budget' | 'llm/price-unknown',
    message: string,
    facts: { readonly hint: string; readonly details: JsonObject },
  ) {
    super(message, { code, exitCode: exitCodes.budget, recoverable: false, ...facts })
  }
}
