export function Inspector() {
  return <div />;
}
