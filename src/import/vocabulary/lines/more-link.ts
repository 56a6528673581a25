import { anyOf } from '../patterns.ts'

/** Links that say there is more, and no title: the whole text of one. */
export const moreLink = new RegExp(
  String.raw`^(?:${anyOf({
    en: ['read more|see more|more|show more|view all|all .{0,20}|comments?|share|subscribe.*|sign up.*'],
    it: ['leggi tutto|continua(?: a leggere)?'],
    fr: ['lire la suite'],
    de: ['weiterlesen'],
    es: ['leer más'],
  })})\W*$`,
  'i',
)
