import type { ListOptions } from '../chat-store.js'
import { checkInteger, checkOneOf, checkText } from './check-values.js'
import { defaultPage, maxPage } from './limits.js'

export const checkLimit = (limit: unknown): number =>
  limit === undefined ? defaultPage : checkInteger(limit, 'limit', 1, maxPage)

export const checkOrder = (order: unknown, otherwise: 'asc' | 'desc'): 'asc' | 'desc' =>
  order === undefined ? otherwise : checkOneOf(order, 'order', ['asc', 'desc'])

export const checkAfter = ({ after }: Pick<ListOptions, 'after'>): string | undefined =>
  after === undefined ? undefined : checkText(after, 'after')
