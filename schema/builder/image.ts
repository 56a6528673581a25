import { builder } from './builder.ts'
import type { Image } from '../models.ts'

export const ImageRef = builder.objectRef<Image>('Image').implement({
  description: 'A picture at an address; the gateway does not store it.',
  fields: (t) => ({
    url: t.expose('url', { type: 'URL', description: 'Where the picture is.' }),
    width: t.exposeInt('width', { nullable: true, description: 'In pixels; null where the source did not say.' }),
    height: t.exposeInt('height', { nullable: true, description: 'In pixels; null where the source did not say.' }),
    alt: t.exposeString('alt', {
      description: 'What the picture shows, for those who cannot see it; empty where the source did not say.',
    }),
    caption: t.exposeString('caption', { nullable: true, description: 'The text under the picture.' }),
    credit: t.exposeString('credit', { nullable: true, description: 'Who made it or owns it.' }),
  }),
})
