/** Syntax that this repository does without, each with what to write instead. */
export const ourSyntax = [
  { selector: 'TSEnumDeclaration', message: 'Write a union of string literals: Node runs it by stripping types.' },
  { selector: 'ExportAllDeclaration', message: 'List the names: an index says what a package offers.' },
  { selector: 'ExportDefaultDeclaration', message: 'Export by name, so that a thing has one name everywhere.' },
];
