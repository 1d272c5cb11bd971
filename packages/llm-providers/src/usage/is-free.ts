import { isCloudModel } from '../models/is-cloud-model.js'
import type { Provider } from '../provider.js'

/** Whether a model runs on this machine. One that Ollama passes on to a cloud does not, though its server is here. */
export const isFree = ({ location }: Provider, model: string): boolean => location === 'local' && !isCloudModel(model)
