import ts from 'typescript'

/**
 * @typedef {object} Import
 * @property {string} from the module's name as written
 * @property {boolean} typeOnly erased when compiled
 * @property {boolean} dynamic `import()` or `require()`
 * @property {number} line
 *
 * @typedef {{ name: string, line: number }} Place
 *
 * @typedef {object} Facts
 * @property {Import[]} imports
 * @property {Place[]} calls `process.exit`, as dotted names
 * @property {Place[]} casts names of the types that values are forced into by `as`
 * @property {Place[]} names every identifier
 */

/** What stands in a file's code, comments and strings left out. @param {string} path @param {string} text @returns {Facts} */
export function factsOf(path, text) {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  /** @type {Facts} */
  const facts = { imports: [], calls: [], casts: [], names: [] }
  const lineOf = (/** @type {ts.Node} */ node) => file.getLineAndCharacterOfPosition(node.getStart()).line + 1
  const addImport = (/** @type {ts.Node} */ node, /** @type {string} */ from, typeOnly = false, dynamic = false) =>
    facts.imports.push({ from, typeOnly, dynamic, line: lineOf(node) })

  /** @param {ts.Node} node */
  const visit = (node) => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      addImport(node, node.moduleSpecifier.text, importsTypesOnly(node.importClause))
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
      addImport(node, node.moduleSpecifier.text, node.isTypeOnly)
    } else if (
      ts.isImportTypeNode(node) &&
      ts.isLiteralTypeNode(node.argument) &&
      ts.isStringLiteral(node.argument.literal)
    ) {
      addImport(node, node.argument.literal.text, true)
    } else if (ts.isCallExpression(node)) {
      const [first] = node.arguments
      const loads = node.expression.kind === ts.SyntaxKind.ImportKeyword || node.expression.getText() === 'require'
      if (loads && first && ts.isStringLiteral(first)) addImport(node, first.text, false, true)
      facts.calls.push({ name: node.expression.getText(), line: lineOf(node) })
    } else if (ts.isAsExpression(node)) {
      for (const name of typeNames(node.type)) facts.casts.push({ name, line: lineOf(node) })
    } else if (ts.isIdentifier(node)) {
      facts.names.push({ name: node.text, line: lineOf(node) })
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
  return facts
}

/** @param {ts.ImportClause | undefined} clause */
function importsTypesOnly(clause) {
  if (!clause) return false
  if (clause.isTypeOnly) return true
  const named = clause.namedBindings
  return (
    !clause.name &&
    named !== undefined &&
    ts.isNamedImports(named) &&
    named.elements.length > 0 &&
    named.elements.every((e) => e.isTypeOnly)
  )
}

/** Every name in a type: `{ x: Redacted<T>[] }` has `Redacted` and `T`. @param {ts.TypeNode} type @returns {string[]} */
function typeNames(type) {
  /** @type {string[]} */
  const names = type.kind === ts.SyntaxKind.NeverKeyword ? ['never'] : []
  /** @param {ts.Node} node */
  const visit = (node) => {
    if (ts.isTypeReferenceNode(node)) names.push(node.typeName.getText())
    ts.forEachChild(node, visit)
  }
  visit(type)
  return names
}
