export default function Page() {
  return <main>Kubeplano</main>;
}
