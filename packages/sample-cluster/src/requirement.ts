/** One requirement of a label or node selector. Source: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/node-selector-requirement/ */
export interface Requirement {
  key: string;
  operator: string;
  values?: readonly string[];
}

/** Whether what an object has under the requirement's key satisfies it; undefined: it has nothing there. */
export function satisfies({ operator, values = [] }: Requirement, has: string | undefined): boolean {
  switch (operator) {
    case 'In':
      return has !== undefined && values.includes(has);
    case 'NotIn':
      return has === undefined || !values.includes(has);
    case 'Exists':
      return has !== undefined;
    case 'DoesNotExist':
      return has === undefined;
    case 'Gt':
      return has !== undefined && Number(has) > Number(values[0]);
    case 'Lt':
      return has !== undefined && Number(has) < Number(values[0]);
    default:
      return false;
  }
}
