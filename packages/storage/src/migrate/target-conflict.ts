import { StorageError } from '@engawa/core'

export const targetConflict = (name: string) =>
  new StorageError(`the target has another ${name}`, {
    code: 'storage/migration-conflict',
    hint: 'Choose an empty target, such as another folder or another key prefix.',
  })
