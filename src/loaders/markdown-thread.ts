import { serveTasks } from '../thread.ts'
import { htmlToMarkdown } from './html-to-markdown.ts'

serveTasks(htmlToMarkdown)
