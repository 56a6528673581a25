/**
 * What becomes of a shortcode:
 * `figure` a picture with its caption; `gallery` pictures by the numbers of attachments, or all of the post; `playlist` sounds or videos
 * in the same way; `media` a link to the file it plays; `embed` a link to what it shows; `picture` one picture; `heading` the words
 * of an attribute as a heading; `titled` a title and what stands in it; `quote` a quotation; `footnote` a number and a note at the end;
 * `code` a listing; `encoded` HTML in base64; `inside` what a pair
 * has in it; `void` the same, and one that stands alone is known without attributes too; `members` the same, and the article is not free;
 * `out` nothing, with all that stands in it.
 */
export type ShortcodeUse =
  | 'figure'
  | 'gallery'
  | 'playlist'
  | 'media'
  | 'embed'
  | 'picture'
  | 'heading'
  | 'titled'
  | 'quote'
  | 'footnote'
  | 'code'
  | 'encoded'
  | 'inside'
  | 'void'
  | 'members'
  | 'out'

/** By use, the names of WordPress itself first, then those of plugins and themes that many sites have or had. Case counts. */
const rows: readonly (readonly [ShortcodeUse, string])[] = [
  ['figure', 'caption wp_caption'],
  ['gallery', 'gallery'],
  ['playlist', 'playlist'],
  ['media', 'video audio'],
  ['embed', 'embed'],

  // Jetpack and WordPress.com, then single plugins
  [
    'embed',
    'youtube vimeo dailymotion ted soundcloud spotify instagram tweet twitter facebook tiktok flickr pinterest',
  ],
  [
    'embed',
    'slideshare scribd gist googlemaps bandcamp mixcloud twitch wpvideo videopress wp_embed iframe kickstarter',
  ],
  [
    'embed',
    'advanced_iframe googlemap embedyt fve fvplayer arve lyte flowplayer jwplayer video_player evp_embed_video',
  ],
  [
    'embed',
    'documentcloud pdf pdf-embedder pdfviewer gview embeddoc issuu storify infogram datawrapper podcast_player',
  ],
  [
    'embed',
    'vc_video fusion_youtube fusion_vimeo fusion_video fusion_audio fusion_soundcloud et_pb_video et_pb_audio av_video',
  ],
  ['embed', 'su_youtube su_youtube_advanced su_vimeo su_dailymotion su_video su_audio su_gmap su_document vc_gmaps'],
  [
    'gallery',
    'vc_gallery vc_images_carousel et_pb_gallery fusion_gallery av_gallery av_masonry_gallery av_horizontal_gallery',
  ],
  ['gallery', 'us_gallery su_carousel su_slider su_custom_gallery su_image_carousel tiled-gallery carousel slideshow'],
  ['picture', 'vc_single_image et_pb_image fusion_imageframe av_image us_image image_with_animation'],
  ['heading', 'vc_custom_heading vc_text_separator et_pb_heading av_heading us_text tdm_block_title'],
  [
    'titled',
    'vc_toggle vc_tta_section vc_tab vc_accordion_tab vc_cta vc_message et_pb_toggle et_pb_tab et_pb_accordion_item',
  ],
  [
    'titled',
    'et_pb_blurb et_pb_cta et_pb_fullwidth_header et_pb_slide et_pb_testimonial fusion_toggle fusion_tab av_toggle',
  ],
  ['titled', 'av_tab su_spoiler su_tab su_box su_service toggle accordion-item accordion_item spoiler expand infobox'],
  ['titled', 'td_block_text_with_title'],
  ['quote', 'pullquote pull_quote blockquote quote su_quote su_pullquote bq tdm_block_quote'],
  ['footnote', 'footnote mfn modern_footnote efn_note ref fn ftn'],
  [
    'code',
    'code sourcecode sourcecodes php css js javascript html xml sql bash python ruby java highlight su_highlight_code',
  ],
  ['encoded', 'vc_raw_html fusion_code tdm_block_inline_text tdm_block_text vc_raw_text'],
  ['inside', 'dropcap drop_cap su_dropcap fusion_dropcap av_dropcap1 av_dropcap2 fusion_highlight su_highlight button'],
  ['inside', 'one_half one_half_last one_third one_third_last two_third two_third_last one_fourth one_fourth_last'],
  ['inside', 'three_fourth three_fourth_last column columns row tabs tab accordion box note alert message'],
  [
    'inside',
    'visitor guest mepr-hide not_logged_in um_loggedout pmpro_nonmember members_not_logged_in is_not_logged_in',
  ],
  ['members', 'member members members_only members_access members_logged_in membership pmpro_member pmpro_membership'],
  [
    'members',
    'restrict restricted rcp_restrict is_paid mepr-show mepr-active mepr-membership-content um_loggedin private',
  ],
  [
    'members',
    's2If s2member wlm_private wlm_ismember protected loggedin logged_in is_logged_in subscriber subscribers',
  ],
  [
    'members',
    'wcm_restrict leaky_paywall paywall premium premium_content hide_from_visitors ihc-hide-content arm_restrict_content',
  ],
  ['members', 'content_protector passster groups_member groups_can userAccessGroup su_members'],
  ['out', 'contact-form contact-form-7 contact-field contact_form gravityform gravityforms ninja_form ninja_forms'],
  [
    'out',
    'formidable caldera_form wpforms fluentform happyforms forminator_form weforms everest_form et_pb_contact_form',
  ],
  ['out', 'et_pb_contact_field et_pb_signup fusion_form av_contact contactform mc4wp_form mc4wp-form newsletter'],
  ['void', 'newsletter_form newsletter_signup mailpoet_form mailchimp jetpack_subscription_form subscribe2 sibwp_form'],
  ['void', 'toc ez-toc lwptoc table_of_contents sitemap wp_sitemap_page search searchform wpbsearch archives'],
  [
    'void',
    'related_posts related-posts jetpack-related-posts jprel yarpp recent_posts recent-posts latest_posts display-posts',
  ],
  ['void', 'catlist list-pages child-pages post_grid the-post-grid vc_basic_grid vc_media_grid vc_posts_slider blog'],
  ['void', 'sharedaddy share social_share addtoany addthis ssba ssba-buttons mashshare social_links social-share'],
  [
    'void',
    'ad ads adsense adrotate quads the_ad the_ad_group the_ad_placement adinserter bsa_pro_ad_space wp_ad_camp_1',
  ],
  ['void', 'poll polls polldaddy crowdsignal yop_poll totalpoll wp_quiz viralQuiz qsm quiz riddle'],
  ['void', 'rev_slider rev_slider_vc layerslider metaslider smartslider3 masterslider soliloquy cycloneslider'],
  ['void', 'nggallery nggtags slideshow_deploy ngg ngg_images singlepic foogallery envira-gallery modula'],
  ['void', 'table tablepress ninja_tables wpdatatable supsystic-tables visualizer chart wpbs'],
  [
    'void',
    'product products product_page product_category recent_products featured_products sale_products add_to_cart',
  ],
  ['void', 'woocommerce_cart woocommerce_checkout woocommerce_my_account edd_downloads purchase_link download_link'],
  ['void', 'vc_btn vc_icon vc_empty_space vc_separator vc_widget_sidebar vc_flickr vc_facebook vc_tweetmeme'],
  [
    'void',
    'et_pb_button et_pb_divider et_pb_sidebar et_pb_blog et_pb_social_media_follow fusion_separator fusion_widget_area',
  ],
  [
    'void',
    'fusion_blog fusion_recent_posts fusion_sharing fusion_global av_hr av_sidebar av_blog su_divider su_spacer',
  ],
  [
    'void',
    'su_posts su_menu su_subpages su_siblings su_button hr clear clearfix divider separator spacer line nextpage',
  ],
  ['out', 'insert_php xyz-ihs xyz-ips php_code snippet vc_raw_js'],
  ['void', 'donate paypal give_form wpcharitable rating ratings kkstarratings'],
]

/** Families of names that belong to one plugin each: what is not named above keeps what stands in it. */
const families =
  /^(?:vc_|et_pb_|fusion_|av_|su_|tdm?_|tdc_|us_|kc_|fl_|mk_|dt_|nectar_|tatsu_|cs_|x_|siteorigin_|wpb_|elementor-)/

const uses: ReadonlyMap<string, ShortcodeUse> = new Map(
  rows.flatMap(([use, names]) => names.split(' ').map((name): [string, ShortcodeUse] => [name, use])),
)

/** What becomes of a shortcode of that name; null where no plugin is known to have it. */
export function shortcodeUse(name: string): ShortcodeUse | null {
  return uses.get(name) ?? (families.test(name) ? 'inside' : null)
}
