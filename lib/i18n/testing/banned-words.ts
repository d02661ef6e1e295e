/** Words that are not to be read by a person, each with what to write instead (docs/terms.md). */
export interface BannedWord {
  word: RegExp;
  instead: string;
}

/** What stands beside a banned word and makes it another one: these are taken out of a text before it is searched. */
export const ALLOWED: Record<'en' | 'es', readonly RegExp[]> = {
  en: [/\bgoogle maps?\b/gi],
  es: [/\bplanos? de control\b/gi, /\bprimer plano\b/gi, /\bconfig ?maps?\b/gi],
};

export const BANNED: Record<'en' | 'es', readonly BannedWord[]> = {
  en: [
    {
      word: /\bblueprints?\b|\b(the|a) (plan|map|sheet|paper)\b|\b(small|on the) map\b|\bdrawings?\b/i,
      instead: 'diagram',
    },
    { word: /\bthe picture\b/i, instead: 'diagram' },
    { word: /\bhandle (it|the)\b/i, instead: 'Cluster controls' },
    { word: /\bdo it\b/i, instead: 'Run' },
    { word: /\bleave it\b/i, instead: 'Cancel' },
    { word: /\bit was not done\b/i, instead: 'Request rejected' },
    { word: /\borders\b|\bthe order to\b/i, instead: 'requests, or commands' },
    { word: /\bno news\b|\bstopped sending news\b/i, instead: 'not reporting' },
    { word: /\bthe iron\b/i, instead: 'on the host' },
    { word: /\band left\b|\bis gone\b(?=[.:])/i, instead: 'bootstrapped this cluster; has exited' },
    { word: /\bmasters\b/i, instead: 'control-plane nodes' },
    { word: /\btheme: the system's\b|^the system's$/i, instead: 'System' },
    { word: /\bcut to the second\b|\bcuts (its|their) times\b/i, instead: 'API times (1 s resolution)' },
    {
      word: /\bruns runs on\b|\b(runs?|goes|go) on running\b|\beverything runs on\b|\bcontainers run on\b/i,
      instead: 'keeps running',
    },
    { word: /\bspeaks? of this\b/i, instead: 'No evidence in the API' },
    { word: /\bof that moment\b/i, instead: 'Showing the last known state' },
    { word: /\bquality \(qos\)/i, instead: 'QoS class' },
    { word: /\blast changes\b/i, instead: 'Events' },
    { word: /\bwho has written\b/i, instead: 'Field managers' },
    { word: /\bit follows: /i, instead: 'Inferred: …' },
    { word: /\bthrow(s|n|ing)? out\b/i, instead: 'evict' },
    { word: /\bmend(s|ed|ing)?\b/i, instead: 'fix' },
    {
      word: /\bunwell\b|\bhung up\b|\bmemento\b|\bsigning sheet\b|\bcurtain\b|\bnobody (listens|answers|calls)\b/i,
      instead: 'the plain word',
    },
  ],
  es: [
    { word: /\bplanos?\b|\bmapas?\b|\bdibujos?\b|\bhojas?\b/i, instead: 'diagrama' },
    { word: /\bmanejar\b/i, instead: 'Controles del clúster' },
    { word: /^(hacerlo|dejarlo)$/i, instead: 'Ejecutar, Cancelar' },
    { word: /\bno se ha hecho\b/i, instead: 'Petición rechazada' },
    {
      word: /\b(ó|o)rden(es)? de kubectl\b|\bdar órdenes\b|\bver la orden\b|\bde la orden\b/i,
      instead: 'comando, o petición',
    },
    { word: /\bsin (noticias|novedades)\b|\bdar noticias\b/i, instead: 'no informa' },
    { word: /(?<!\()(?<!«)\bsobre el hierro\b/i, instead: 'en la máquina, con systemd (sobre el hierro)' },
    { word: /\bmaestros?\b(?!\d)/i, instead: 'nodo del plano de control' },
    { word: /\bel del sistema$/i, instead: 'Sistema' },
    { word: /\bhoras? de la api\b/i, instead: 'marcas de tiempo de la API' },
    { word: /\b(el|un|del|al) terminal\b/i, instead: 'la terminal' },
    { word: /\bficheros?\b/i, instead: 'archivo' },
    { word: /\bequilibrador(es)?\b/i, instead: 'balanceador de carga' },
    { word: /\bconstrucci(ó|o)n\b|\bconstruyendo\b|\bse construye\b/i, instead: 'compilación' },
    { word: /\bcalidad \(qos\)/i, instead: 'Clase QoS' },
    { word: /\bno puede abrir\b/i, instead: 'no puede arrancar' },
    { word: /\b(ú|u)ltimos cambios\b/i, instead: 'Eventos' },
    { word: /\bquién ha escrito\b/i, instead: 'Gestores de campos' },
    { word: /\bapi server\b/i, instead: 'servidor de la API' },
    { word: /\ben marcha\b/i, instead: 'en ejecución' },
    { word: /\bclusters?\b|\bclúster de muestra\b/i, instead: 'clúster, clúster de ejemplo' },
    {
      word: /\blo echar(á|o)n\b|\bse echa a\b|\bechar a\b|\bhoja de firmas\b|\bcortina\b/i,
      instead: 'la palabra llana',
    },
  ],
};

/** Code (`…`), fenced or indented blocks, quoted commands and addresses are not read as words. */
const NOT_WORDS =
  /[«“](?:kubectl|kind|minikube|kubeadm|docker) [^»”]*[»”]|```[\s\S]*?```|`[^`]*`|^ {4}.*$|\]\([^)]*\)|https?:\/\/\S+|<[a-z]+>|<\/[a-z]+>/gm;

/** What is banned in a text: `«the plan»: say diagram`. */
export function bannedIn(text: string, lang: 'en' | 'es'): string[] {
  const words = ALLOWED[lang].reduce((left, allowed) => left.replace(allowed, ' '), text.replace(NOT_WORDS, ' '));
  return BANNED[lang].flatMap(({ word, instead }) => {
    const found = word.exec(words);
    return found ? [`«${found[0].trim()}»: say ${instead}`] : [];
  });
}
