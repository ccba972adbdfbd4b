/** Syntax that this repository does without, each with what to write instead. */
export const ourSyntax = [
  { selector: 'TSEnumDeclaration', message: 'Write a union of string literals: Node runs it by stripping types.' },
  { selector: 'ExportAllDeclaration', message: 'List the names: an index says what a package offers.' },
  { selector: 'ExportDefaultDeclaration', message: 'Export by name, so that a thing has one name everywhere.' },
  {
    selector: "ImportDeclaration[source.value='zod'] > ImportSpecifier[imported.name='z']",
    message: "Write import * as z from 'zod': the bundler drops what is not used, and an agent is 9 MB smaller.",
  },
];
