import {
  type BinaryOperationNode,
  ColumnNode,
  type KyselyPlugin,
  OperationNodeTransformer,
  type OperationNode,
  OperatorNode,
  RawNode,
  ReferenceNode,
} from 'kysely';

/** Switches the application's own vendor filters off: `vendor_id = …` is true of every row. */
export function withoutVendorFilters(): KyselyPlugin & { readonly removed: () => number } {
  const transformer = new FilterRemover();
  return {
    removed: () => transformer.removed,
    transformQuery: ({ node }) => transformer.transformNode(node),
    transformResult: async ({ result }) => result,
  };
}

class FilterRemover extends OperationNodeTransformer {
  removed = 0;

  protected override transformBinaryOperation(node: BinaryOperationNode): BinaryOperationNode {
    const isFilter =
      OperatorNode.is(node.operator) &&
      node.operator.operator === '=' &&
      columnOf(node.leftOperand) === 'vendor_id' &&
      columnOf(node.rightOperand) === null;
    if (!isFilter) return super.transformBinaryOperation(node);
    this.removed += 1;
    return RawNode.createWithSql('true') as unknown as BinaryOperationNode;
  }
}

/** Joins of two columns stay: they say which card is whose, not who may see it. */
function columnOf(node: OperationNode): string | null {
  if (!ReferenceNode.is(node) || !ColumnNode.is(node.column)) return null;
  return node.column.column.name;
}
