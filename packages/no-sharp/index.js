/** In the place of `sharp`, which Next.js installs to resize pictures (20 MB, libvips under the LGPL): nothing here resizes any. */
throw new Error('sharp is not installed: pictures are served as they are (images.unoptimized in next.config.js)');
