import type { IdGenerator } from '@engawa/core'
import type { Insight, InsightStore } from '../entities/panel.js'
import { checkNewInsight } from '../input/check-panel.js'
import { checkId } from '../input/check-values.js'
import { invalidInput } from '../input/invalid-input.js'
import type { PanelConversation } from './panel-conversation.js'
import type { Records } from './records.js'

export function insightStore(
  records: Records<Insight>,
  conversation: PanelConversation,
  newId: IdGenerator,
): InsightStore {
  return {
    add: async (given) => {
      const { id = newId(), panelId, ...body } = checkNewInsight(given)
      const panel = await conversation.panel(panelId)
      for (const [index, messageId] of body.supportingMessages.entries()) {
        if ((await conversation.message(panel, messageId)) !== undefined) continue
        const field = `supportingMessages[${index}]`
        throw invalidInput(field, `names no message of this panel: ${JSON.stringify(messageId)}`)
      }
      return records.create({ id, owner: panel.userId, parent: panelId, body })
    },
    list: (options) => records.list(() => ({ parent: checkId(options.panelId, 'panelId') }), options),
    read: async (id) => {
      const insight = await records.get(checkId(id, 'id'))
      if (insight === undefined) return undefined
      const panel = await conversation.panel(insight.panelId)
      const found = await Promise.all(insight.supportingMessages.map((one) => conversation.message(panel, one)))
      const messages = found.filter((message) => message !== undefined).toSorted((a, z) => a.seq - z.seq)
      return { insight, messages }
    },
    delete: async (id) => {
      await records.setDeleted(checkId(id, 'id'), true)
    },
    restore: async (id) => records.setDeleted(checkId(id, 'id'), false),
  }
}
