/** Which programs a name stands for. */
export const SHELLS = new Set(['sh', 'bash', 'ash', 'dash']);
/** In well-known images, and not simulated: said so, rather than "not found". */
export const ELSEWHERE = new Set(
  'python python3 node ps top apt apt-get apk stat find xargs vi su kubectl git pip npm'.split(' '),
);

/** A program without the folder it usually lies in. */
export const baseName = (program: string) => program.replace(/^\/(usr\/)?(local\/)?s?bin\//, '');
