// Node's types name WebAssembly but not its constructors, which belong to the DOM's.
declare namespace WebAssembly {
  const Memory: new (descriptor: { initial: number; maximum: number }) => Memory
}
