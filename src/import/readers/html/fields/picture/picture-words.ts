import { creditInCaption, creditLabelStart } from '../../../../vocabulary/labels/credit-label.ts'
import type { ImageInput } from '../../../../../../schema/models.ts'
import { closest, elementsOf, namesOf } from '../../page/dom.ts'
import { absolute, type Page, textOf } from '../../page/page.ts'
import { fileKey, imageAddress } from '../../page/picture-file.ts'
import { metaText } from '../../page/text.ts'

/** A picture that one source of a page names, and what it says of it; '' where it says nothing. */
export interface PictureChoice {
  readonly url: string
  readonly source: string
  readonly width: number | null
  readonly height: number | null
  readonly alt: string
  readonly caption: string
  readonly credit: string
}

/** The chosen picture with alternative text, caption and credit from the figure that shows the same file, or else from other sources. */
export function described(chosen: PictureChoice, choices: readonly PictureChoice[], page: Page): ImageInput {
  const key = fileKey(chosen.url)
  const same = choices.filter((other) => fileKey(other.url) === key)
  const visible = [...page.byTag('img'), ...page.byTag('amp-img')].find((img) => {
    const url = absolute(page, imageAddress(img))
    return url !== null && fileKey(url) === key
  })
  const figure =
    visible === undefined
      ? null
      : closest(
          visible,
          (at) =>
            at.localName === 'figure' ||
            /(?:^|[\s_-])(?:wp-caption|caption-wrapper|image-with-caption|article-image|media-block)(?:$|[\s_-])/.test(
              namesOf(at),
            ),
        )
  const parts = figure === null ? [] : elementsOf(figure)
  const captionElement = parts.find(
    (at) =>
      at.localName === 'figcaption' ||
      (/(?:^|[\s_-])(?:wp-caption-text|caption(?:-text)?|legend|bildunterschrift|didascalia)(?:$|[\s_-])/.test(
        namesOf(at),
      ) &&
        at !== figure),
  )
  const creditElement = parts.find(
    (at) =>
      at !== figure &&
      /(?:^|[\s_-])(?:credits?|copyright|photographer|photo-?credit|image-?credit|source|agency)(?:$|[\s_-]|__)/.test(
        namesOf(at),
      ) &&
      at.localName !== 'source' &&
      at.localName !== 'figcaption',
  )
  const credit = creditElement === undefined ? '' : textOf(creditElement)
  const whole = captionElement === undefined ? '' : textOf(captionElement)
  const caption =
    credit !== '' && whole.endsWith(credit) && whole !== credit
      ? whole.slice(0, -credit.length).replace(/[\s|–—-]+$/, '')
      : whole === credit
        ? ''
        : whole
  const [, bareCaption, spokenCredit] = credit === '' ? (creditInCaption.exec(caption) ?? []) : []
  const alt = metaText(visible?.getAttribute('alt') ?? '') || (same.find((other) => other.alt !== '')?.alt ?? '')
  const captionText = (bareCaption ?? caption) || (same.find((other) => other.caption !== '')?.caption ?? '')
  const creditText = (
    credit ||
    (spokenCredit ?? '') ||
    (same.find((other) => other.credit !== '')?.credit ?? '')
  ).replace(creditLabelStart, '')
  return {
    url: chosen.url,
    ...(alt === '' ? {} : { alt: alt.slice(0, 1000) }),
    ...(chosen.width === null ? {} : { width: chosen.width }),
    ...(chosen.height === null ? {} : { height: chosen.height }),
    ...(captionText === '' ? {} : { caption: captionText.slice(0, 2000) }),
    ...(creditText === '' ? {} : { credit: creditText.slice(0, 500) }),
  }
}
