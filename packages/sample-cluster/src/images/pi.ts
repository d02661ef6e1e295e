/** π with so many digits, as `bpi` of Perl's bignum prints it (Machin's formula, ten digits more than asked). */
export function pi(digits: number): string {
  const unit = 10n ** BigInt(digits + 10);
  const arctan = (inverse: bigint): bigint => {
    let [power, sum, sign] = [unit / inverse, 0n, 1n];
    for (let odd = 1n; power > 0n; odd += 2n) {
      sum += (sign * power) / odd;
      power /= inverse * inverse;
      sign = -sign;
    }
    return sum;
  };
  const value = 4n * (4n * arctan(5n) - arctan(239n));
  // The unit has ten digits more than asked behind the point, and one stands before it: eleven are rounded away.
  const text = ((value + 5n * 10n ** 10n) / 10n ** 11n).toString();
  return digits < 2 ? '3' : `3.${text.slice(1)}`;
}
