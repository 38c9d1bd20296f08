package fovea.e2e;

import com.microsoft.playwright.Browser;

/** What people look at Fovea with, by its width; the phone is touched, the others have a mouse. */
enum Device {
  PHONE(360, 740), LAPTOP(1280, 800), PROJECTOR(1920, 1080);

  private final int width;
  private final int height;

  Device(int width, int height) {
    this.width = width;
    this.height = height;
  }

  Browser.NewContextOptions context() {
    boolean touched = this == PHONE;
    return new Browser.NewContextOptions().setViewportSize(width, height)
        .setHasTouch(touched).setIsMobile(touched).setLocale("en-GB");
  }

  String word() {
    return String.valueOf(width);
  }
}
