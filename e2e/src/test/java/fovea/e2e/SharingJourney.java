package fovea.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PageAssertions;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Somebody shows what they have made, and somebody else goes on with it. */
@ExtendWith(Stage.class)
class SharingJourney {

  @Test
  void aFrozenCopyIsLookedAtAndMadeOnesOwn(Visitor teacher, Visitor student) {
    sharesAndForks(teacher, student);
  }

  @Test
  void theSameFromPhoneToPhone(@At(Device.PHONE) Visitor teacher,
      @At(Device.PHONE) Visitor student) {
    sharesAndForks(teacher, student);
    student.neverScrollsSideways();
  }

  private static void sharesAndForks(Visitor teacher, Visitor student) {
    Bench bench = Bench.from(teacher, "Open TinyVGG");
    bench.uploads(Photo.onDisk());
    bench.chooses("conv_1_2");
    bench.hasRun();
    String link = freezes(bench, teacher, "#share-frozen");

    student.opens(link);
    Bench copy = Bench.at(student);
    copy.hasRun();
    Page page = student.page();
    assertThat(page.locator("#stage")).hasAttribute("data-layer", "conv_1_2");
    assertThat(page.locator("#inspector form")).hasCount(0);
    copy.chooses("conv_1_1");
    student.findsNoBarriers();
    student.neverScrollsSideways();
    student.picture("shared");

    page.getByText("Copy to my networks").click();
    page.waitForURL(Pattern.compile(".*/networks/\\w+.*"));
    copy.chooses("conv_1_1");
    copy.sets("out_channels", "5");
    assertThat(copy.shape("conv_1_1")).hasText("5×62×62");
    assertThat(page.locator("#picture-choice")).containsText("Your picture");
  }

  private static String freezes(Bench bench, Visitor sharer, String field) {
    bench.opens("share");
    sharer.page().locator("#share-freeze").click();
    assertThat(sharer.page().locator("#share-frozen")).isVisible();
    return sharer.page().locator(field).inputValue();
  }

  @Test
  void aCopyIsSharedByKeyboardAlone(Visitor teacher) {
    Bench bench = Bench.from(teacher, "Open TinyVGG");
    bench.hasRun();
    Page page = teacher.page();
    page.keyboard().press("s");
    assertThat(page.locator("#share-freeze")).isVisible();
    page.locator("#share-freeze").focus();
    page.keyboard().press("Enter");
    assertThat(page.locator("#share-frozen")).hasValue(Pattern.compile("http://.*/shared/\\w+.*"));
    teacher.findsNoBarriersHere();
    teacher.picture("share");
  }

  @Test
  void anotherSiteShowsItInAFrameWithoutWhatWasLeftOut(Visitor teacher) throws IOException {
    Bench bench = Bench.from(teacher, "Open TinyVGG");
    bench.hasRun();
    freezes(bench, teacher, "#share-frozen");
    Page page = teacher.page();
    page.locator(".checks input[value=layers]").check();
    page.locator(".checks input[value=totals]").check();
    assertThat(page.locator("#share-embed")).hasValue(Pattern.compile(".*hide=layers%2Ctotals.*"));
    String frame = page.locator("#share-embed").inputValue();
    try (Lesson lesson = Lesson.of(frame)) {
      page.navigate(lesson.address());
      looksAtTheFrame(page);
      teacher.picture("embedded");
    }
  }

  private static void looksAtTheFrame(Page page) {
    FrameLocator embedded = page.frameLocator("iframe");
    assertThat(embedded.locator("#stage")).hasAttribute("data-state",
        Pattern.compile("maps|vector"));
    assertThat(embedded.locator("#layers")).isHidden();
    assertThat(embedded.locator("#totals")).isHidden();
    assertThat(embedded.locator(".column").first()).isVisible();
    // Only its panels scroll: the header never leaves the frame.
    assertEquals(0, embedded.locator("html").evaluate("html => html.scrollHeight - innerHeight"));
    embedded.locator(".column[data-layer=conv_2_1] a").click();
    assertThat(embedded.locator("#inspector-title")).hasText("conv_2_1");
    assertThat(embedded.locator(".map-frame .reading")).not().isEmpty();
  }

  /** A page of another site, which shows that frame. */
  private record Lesson(HttpServer site) implements AutoCloseable {

    static Lesson of(String frame) throws IOException {
      byte[] page = ("<!doctype html><title>Lesson</title><link rel=icon href=data:>" + frame)
          .getBytes(StandardCharsets.UTF_8);
      HttpServer site = HttpServer
          .create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      site.createContext("/", exchange -> {
        exchange.getResponseHeaders().set("Content-Type", "text/html");
        exchange.sendResponseHeaders(200, page.length);
        try (OutputStream body = exchange.getResponseBody()) {
          body.write(page);
        }
      });
      site.start();
      return new Lesson(site);
    }

    String address() {
      return "http://127.0.0.1:" + site.getAddress().getPort() + "/";
    }

    @Override
    public void close() {
      site.stop(0);
    }
  }

  @Test
  void theAddressFollowsWhatIsChosenBackAndForth(Visitor learner) {
    Bench bench = Bench.from(learner, "Open TinyVGG");
    bench.hasRun();
    Page page = learner.page();
    bench.chooses("conv_1_2");
    assertThat(page).hasURL(Pattern.compile(".*layer=conv_1_2.*"));
    bench.showsMap(0);
    page.locator(".map-tools [data-step='1']").click();
    assertThat(page).hasURL(Pattern.compile(".*layer=conv_1_2.*map=1.*"),
        new PageAssertions.HasURLOptions().setTimeout(20_000));
    bench.chooses("conv_2_1");
    page.goBack();
    assertThat(page.locator("#inspector-title")).hasText("conv_1_2");
    assertThat(page.locator(".map-panel [data-role=number]")).hasText("1");
    page.goForward();
    assertThat(page.locator("#inspector-title")).hasText("conv_2_1");
    page.goBack();
    assertThat(page.locator("#inspector-title")).hasText("conv_1_2");
    bench.sets("out_channels", "9");
    assertThat(page).hasURL(Pattern.compile(".*layer=conv_1_2.*map=1.*"));
    assertThat(page.locator(".map-panel [data-role=number]")).hasText("1");
  }
}
