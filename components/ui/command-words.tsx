/** A command to be read: lines break between its words, never after the hyphen of an option. */
export function CommandWords({ command }: { command: string }) {
  return command.split(' ').map((word, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: words have no other name than their place
    <span key={index}>
      {index ? ' ' : ''}
      <span className="inline-block max-w-full [overflow-wrap:anywhere]">{word}</span>
    </span>
  ));
}
