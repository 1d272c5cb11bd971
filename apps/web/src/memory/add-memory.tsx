import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { PlusIcon } from '../elements/icons.js'
import { Failure } from '../elements/notices.js'
import { keys } from '../sena/keys.js'
import { useSena } from '../sena/sena-context.js'
import { MemoryForm } from './memory-form.js'

export function AddMemory() {
  const { client } = useSena()
  const queries = useQueryClient()
  const [open, setOpen] = useState(false)
  const add = useMutation({
    mutationFn: (content: string) => client.memory.add({ content }),
    onSuccess: () => {
      setOpen(false)
      return queries.invalidateQueries({ queryKey: keys.memories })
    },
  })
  if (!open) {
    return (
      <button type="button" className="add-memory" onClick={() => setOpen(true)}>
        <PlusIcon /> Add a memory
      </button>
    )
  }
  return (
    <div className="memory">
      <MemoryForm
        label="What should Sena remember?"
        initial=""
        action="Remember"
        busy={add.isPending}
        onSubmit={(content) => add.mutate(content)}
        onCancel={() => setOpen(false)}
      />
      {add.isError && <Failure error={add.error} />}
    </div>
  )
}
