/**
 * What visitors read, by language. To add one, or to change some words, call addWords before the
 * page shows any.
 *
 * @typedef {import("./widget.d.ts").Words} Words
 */

/** @type {Words} */
const ENGLISH = {
  direction: "ltr",
  explanations: {
    unsupported: {
      title: "No notifications here",
      text: "This browser can't receive notifications from web sites. A current Firefox, Chrome, Edge or Safari can.",
    },
    insecure: {
      title: "No notifications here",
      text: "Browsers allow notifications only to pages that came by https.",
    },
    "home-screen": {
      title: "One step first",
      text: "On iPhone and iPad, a site notifies you once it is on the Home Screen.",
      steps: [
        "Tap Share.",
        "Choose “Add to Home Screen”.",
        "Open the site from the Home Screen and come back here.",
      ],
    },
    denied: {
      title: "Notifications are blocked",
      text: "They are blocked for this site, or this is a private window, where they always are. To allow them:",
    },
    ask: {
      title: "Get notified",
      text: "Choose what you care about. Your browser asks you once, and you can stop whenever you like.",
    },
    declined: {
      title: "Get notified",
      text: "You said “not now”. If you have changed your mind, choose what you care about.",
    },
    unsubscribed: {
      title: "Get notified",
      text: "Choose what you care about. You can stop whenever you like.",
    },
    subscribed: {
      title: "You get notifications",
      text: "Choose what you care about, or stop them.",
    },
    dismissed: {
      title: "No answer",
      text: "The browser's question was closed without an answer. Try again, and choose Allow.",
    },
    "not-subscribed": {
      title: "Not subscribed",
      text: "This browser is no longer subscribed. Subscribe again to get notifications.",
    },
    "service-worker": {
      title: "That did not work",
      text: "The part of this site that receives notifications could not be installed. Reload the page and try again; if that does not help, tell the site.",
    },
    private: {
      title: "Not in this window",
      text: "The browser refuses notifications although they are allowed. In a private window it always does: open the site in an ordinary one.",
    },
    "push-service": {
      title: "That did not work",
      text: "The browser could not reach its push service. Check the connection and try again.",
    },
    unreachable: {
      title: "That did not work",
      text: "The server did not answer. Check the connection and try again.",
    },
    refused: {
      title: "That did not work",
      text: "The server did not accept it. Reload the page and try again.",
    },
    unknown: {
      title: "That did not work",
      text: "Something went wrong. Reload the page and try again.",
    },
  },
  undo: {
    chromium: [
      "Click the icon to the left of the address.",
      "Set Notifications to Allow.",
      "Reload the page.",
    ],
    "chromium-android": [
      "Tap the icon to the left of the address, then Permissions.",
      "Set Notifications to Allow.",
      "Reload the page.",
    ],
    firefox: [
      "Click the icon to the left of the address.",
      "Remove “Send notifications: Blocked”.",
      "Reload the page.",
    ],
    "firefox-android": [
      "Tap the icon to the left of the address.",
      "Tap Notification, so that it is allowed.",
      "Reload the page.",
    ],
    safari: [
      "Choose Safari > Settings > Websites > Notifications.",
      "Set this site to Allow.",
      "Reload the page.",
    ],
    ios: [
      "Open Settings > Notifications.",
      "Choose this site in the list of apps.",
      "Switch on Allow Notifications.",
    ],
    other: [
      "Open the browser's settings for this site.",
      "Allow notifications.",
      "Reload the page.",
    ],
  },
  widget: {
    bell: "Notifications",
    close: "Close",
    topics: "Topics",
    subscribe: "Allow notifications",
    later: "Not now",
    unsubscribe: "Stop notifications",
    working: "One moment …",
    saved: "Saved.",
    stopped: "You get no more notifications.",
    begun: "Done. You get notifications from now on.",
  },
};

/** @type {Words} */
const ARABIC = {
  direction: "rtl",
  explanations: {
    unsupported: {
      title: "لا إشعارات هنا",
      text: "لا يستطيع هذا المتصفح استقبال إشعارات المواقع. يستطيع ذلك إصدار حديث من Firefox أو Chrome أو Edge أو Safari.",
    },
    insecure: {
      title: "لا إشعارات هنا",
      text: "لا تسمح المتصفحات بالإشعارات إلا للصفحات التي تصل عبر https.",
    },
    "home-screen": {
      title: "خطوة واحدة أولًا",
      text: "على iPhone وiPad يرسل الموقع الإشعارات بعد إضافته إلى الشاشة الرئيسية.",
      steps: [
        "اضغط على «مشاركة».",
        "اختر «إضافة إلى الشاشة الرئيسية».",
        "افتح الموقع من الشاشة الرئيسية ثم عُد إلى هنا.",
      ],
    },
    denied: {
      title: "الإشعارات محظورة",
      text: "الإشعارات محظورة لهذا الموقع، أو هذه نافذة خاصة تُحظر فيها دائمًا. للسماح بها:",
    },
    ask: {
      title: "استقبل الإشعارات",
      text: "اختر ما يهمك. سيسألك المتصفح مرة واحدة، ويمكنك الإيقاف متى شئت.",
    },
    declined: {
      title: "استقبل الإشعارات",
      text: "قلت «ليس الآن». إن غيّرت رأيك فاختر ما يهمك.",
    },
    unsubscribed: {
      title: "استقبل الإشعارات",
      text: "اختر ما يهمك. يمكنك الإيقاف متى شئت.",
    },
    subscribed: {
      title: "الإشعارات تصلك",
      text: "اختر ما يهمك، أو أوقفها.",
    },
    dismissed: {
      title: "بلا جواب",
      text: "أُغلق سؤال المتصفح بلا جواب. حاول مرة أخرى واختر السماح.",
    },
    "not-subscribed": {
      title: "لا يوجد اشتراك",
      text: "لم يعد هذا المتصفح مشتركًا. اشترك من جديد لتصلك الإشعارات.",
    },
    "service-worker": {
      title: "لم ينجح ذلك",
      text: "تعذّر تثبيت الجزء الذي يستقبل الإشعارات في هذا الموقع. أعد تحميل الصفحة وحاول مرة أخرى، وإن لم يُفد ذلك فأخبر الموقع.",
    },
    private: {
      title: "ليس في هذه النافذة",
      text: "يرفض المتصفح الإشعارات مع أنها مسموحة، وهكذا يفعل دائمًا في النافذة الخاصة: افتح الموقع في نافذة عادية.",
    },
    "push-service": {
      title: "لم ينجح ذلك",
      text: "تعذّر على المتصفح الوصول إلى خدمة الإشعارات. تحقق من الاتصال وحاول مرة أخرى.",
    },
    unreachable: {
      title: "لم ينجح ذلك",
      text: "لم يُجب الخادم. تحقق من الاتصال وحاول مرة أخرى.",
    },
    refused: {
      title: "لم ينجح ذلك",
      text: "لم يقبل الخادم ذلك. أعد تحميل الصفحة وحاول مرة أخرى.",
    },
    unknown: {
      title: "لم ينجح ذلك",
      text: "حدث خطأ ما. أعد تحميل الصفحة وحاول مرة أخرى.",
    },
  },
  undo: {
    chromium: [
      "انقر الأيقونة المجاورة لعنوان الصفحة.",
      "اجعل «الإشعارات» مسموحة.",
      "أعد تحميل الصفحة.",
    ],
    "chromium-android": [
      "اضغط الأيقونة المجاورة لعنوان الصفحة ثم «الأذونات».",
      "اجعل «الإشعارات» مسموحة.",
      "أعد تحميل الصفحة.",
    ],
    firefox: [
      "انقر الأيقونة المجاورة لعنوان الصفحة.",
      "أزل حظر «إرسال الإشعارات».",
      "أعد تحميل الصفحة.",
    ],
    "firefox-android": [
      "اضغط الأيقونة المجاورة لعنوان الصفحة.",
      "اضغط «الإشعارات» حتى تصبح مسموحة.",
      "أعد تحميل الصفحة.",
    ],
    safari: [
      "اختر Safari ثم «الإعدادات» ثم «مواقع الويب» ثم «الإشعارات».",
      "اسمح لهذا الموقع.",
      "أعد تحميل الصفحة.",
    ],
    ios: [
      "افتح «الإعدادات» ثم «الإشعارات».",
      "اختر هذا الموقع من قائمة التطبيقات.",
      "شغّل «السماح بالإشعارات».",
    ],
    other: ["افتح إعدادات المتصفح لهذا الموقع.", "اسمح بالإشعارات.", "أعد تحميل الصفحة."],
  },
  widget: {
    bell: "الإشعارات",
    close: "إغلاق",
    topics: "المواضيع",
    subscribe: "السماح بالإشعارات",
    later: "ليس الآن",
    unsubscribe: "إيقاف الإشعارات",
    working: "لحظة من فضلك…",
    saved: "تم الحفظ.",
    stopped: "لن تصلك إشعارات بعد الآن.",
    begun: "تم. ستصلك الإشعارات من الآن.",
  },
};

/** @type {Map<string, Words>} by the primary subtag of BCP 47 */
const TABLE = new Map([
  ["en", ENGLISH],
  ["ar", ARABIC],
]);

/**
 * Adds a language, or puts other words in the place of some. What is left out stays as it was, or
 * is English.
 *
 * @param {string} language BCP 47 tag, of which the primary subtag counts
 * @param {{[part in keyof Words]?: Partial<Words[part]>}} words
 */
export function addWords(language, words) {
  const before = TABLE.get(primary(language)) ?? ENGLISH;
  TABLE.set(primary(language), {
    direction: words.direction ?? before.direction,
    explanations: { ...before.explanations, ...defined(words.explanations) },
    undo: { ...before.undo, ...defined(words.undo) },
    widget: { ...before.widget, ...words.widget },
  });
}

/** The languages that there are words for, as primary subtags of BCP 47. */
export function languages() {
  return [...TABLE.keys()];
}

/**
 * The words of the first of some languages that has any; English without one.
 *
 * @param {(string | null | undefined)[]} wanted BCP 47 tags
 * @returns {{language: string, words: Words}}
 */
export function wordsFor(...wanted) {
  for (const language of wanted) {
    const words = language && TABLE.get(primary(language));
    if (words) return { language: primary(language), words };
  }
  return { language: "en", words: ENGLISH };
}

/** @param {string} language */
function primary(language) {
  return language.toLowerCase().replace(/[-_].*/, "");
}

/**
 * @template T
 * @param {Partial<Record<string, T>>} [some]
 * @returns {Record<string, T>}
 */
function defined(some = {}) {
  return /** @type {Record<string, T>} */ (some);
}
