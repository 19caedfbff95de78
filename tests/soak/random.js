// Numbers that look random and come again with the same seed.

/** A generator (mulberry32) with what the rows ask of it. */
export class Random {
  #state;

  constructor(seed) {
    this.#state = seed >>> 0;
  }

  /** From 0 to below 1. */
  next() {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let it = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    it = (it + Math.imul(it ^ (it >>> 7), 61 | it)) ^ it;
    return ((it ^ (it >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number below another. */
  below(end) {
    return Math.floor(this.next() * end);
  }

  /** One of a list. */
  pick(list) {
    return list[this.below(list.length)];
  }

  /** Another generator, that goes its own way from here. */
  fork() {
    return new Random(this.below(0x1_0000_0000));
  }
}
