package fovea.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Somebody who comes to learn: reads, tries, answers, and builds what is asked for. */
@ExtendWith(Stage.class)
class LearnJourney {

  private static final Pattern CONVOLUTION = Pattern
      .compile("Conv2d\\(out_channels=(\\d+), kernel_size=(\\d+)\\b.*");

  @Test
  void aNewcomerReadsTriesAndTakesANetworkAlong(Visitor newcomer) {
    Bench.first(newcomer);
    Page page = newcomer.page();
    page.locator("#intro a").click();
    assertThat(page.locator(".contents-onward")).containsText("Nothing read yet");
    page.locator(".contents-onward a").click();
    assertThat(page).hasURL("/learn/explosion/pixels");
    movesALayerByItsTextAndByItsForm(page);
    for (String step : new String[]{"explosion/stack", "explosion/cost", "explosion/small",
      "local/window"}) {
      page.locator("[rel=next]").click();
      assertThat(page).hasURL("/learn/" + step);
      newcomer.neverScrollsSideways();
    }
    walksAndPoints(page);
    newcomer.picture("learn");

    String title = page.locator(".unit-title").textContent();
    page.goBack();
    assertThat(page).hasURL("/learn/explosion/small");
    assertThat(page.locator("#inspector-title")).hasText("conv");
    page.goForward();
    assertThat(page).hasURL("/learn/local/window/layers/conv/units/0/112/180");
    assertThat(page.locator(".unit-title")).hasText(title);
    page.locator(".lesson-open button").click();
    assertThat(page).hasURL(Pattern.compile(".*/networks/\\w+/layers/conv/units/0/112/180"));
    assertThat(page.locator(".unit-title")).hasText(title);

    newcomer.opens("/learn");
    assertThat(page.locator(".contents-onward")).containsText("Steps read: 5 of 44.");
    assertThat(page.locator(".contents-onward a")).hasAttribute("href", "/learn/local/count");
  }

  /** A picture of 3 × 224 × 224 has 150,528 numbers, and each unit has a weight for each of them. */
  private static void movesALayerByItsTextAndByItsForm(Page page) {
    Locator weights = figure(page, "weights(fc1)");
    assertThat(weights).hasText("616,562,688");
    moves(page, "1,000 units").click();
    assertThat(weights).hasText("150,528,000");
    assertThat(page).hasURL("/learn/explosion/pixels~out_features=1000");
    Locator field = page.locator("#f-out_features");
    assertThat(field).hasValue("1000");
    field.fill("10");
    field.press("Tab");
    assertThat(weights).hasText("1,505,280");
    assertThat(page).hasURL("/learn/explosion/pixels~out_features=10");

    field.fill("ten");
    field.press("Tab");
    assertThat(page.locator("#f-out_features-error")).containsText("one whole number");
    assertThat(field).hasValue("ten");
    assertThat(weights).hasText("1,505,280");
    assertThat(page).hasURL("/learn/explosion/pixels~out_features=10");
    for (Locator back : new Locator[]{page.locator(".step-mark[aria-current]"),
      moves(page, "Back")}) {
      back.click();
      assertThat(page.locator(".field-error")).hasCount(0);
      assertThat(weights).hasText("616,562,688");
      assertThat(page).hasURL("/learn/explosion/pixels");
      moves(page, "32 × 32").click();
      // 3 · 32 · 32 · 4,096.
      assertThat(weights).hasText("12,582,912");
    }
  }

  private static void walksAndPoints(Page page) {
    Locator value = figure(page, "value()");
    String before = value.textContent();
    page.locator("#walk-on").click();
    assertThat(page).hasURL("/learn/local/window/layers/conv/units/0/150/97");
    assertThat(value).not().hasText(before);
    saysTheSame(page);
    moves(page, "middle").click();
    assertThat(page).hasURL("/learn/local/window/layers/conv/units/0/112/112");
    assertThat(page.locator(".unit-lead code")).hasText("conv[0, 112, 112]");
    saysTheSame(page);
    page.locator("#walk-on").click();
    assertThat(page).hasURL("/learn/local/window/layers/conv/units/0/112/113");
    moves(page, "right").click();
    assertThat(page).hasURL("/learn/local/window/layers/conv/units/0/112/180");

    points(page, "its weights").click();
    // One kernel for each colour of the picture.
    assertThat(page.locator(".grid[data-kind=kernel][data-pointed]")).hasCount(3);
    points(page, "a small window").click();
    assertThat(page.locator("[data-pointed]")).hasCount(1);
    assertThat(page.locator(".sight [data-pointed] img")).isInViewport();
  }

  /** What the text says of the unit is what lies beside it. */
  private static void saysTheSame(Page page) {
    assertThat(page.locator(".unit-title"))
        .containsText(" " + figure(page, "value()").textContent() + "?");
  }

  @Test
  void aStudentOnAPhoneTriesIsAskedAndBuilds(@At(Device.PHONE) Visitor student) {
    Page page = student.page();
    student.opens("/learn/size/stride");
    page.waitForLoadState(LoadState.NETWORKIDLE);
    student.neverScrollsSideways();
    // A window of 5 with a padding of 2 on 64 rows: ⌊(64 − 5 + 4) / 4⌋ + 1.
    moves(page, "stride 4").tap();
    assertThat(figure(page, "height(conv)")).hasText("16");
    assertThat(page.locator("#f-stride")).hasValue("4");
    points(page, "the work").tap();
    assertThat(page.locator("#q-macs")).hasAttribute("data-pointed", "");
    page.locator("[rel=next]").tap();
    assertThat(page).hasURL("/learn/size/floor");
    moves(page, "65").tap();
    assertThat(figure(page, "height(conv)")).hasText("33");
    moves(page, "63 rows").tap();
    assertThat(figure(page, "height(conv)")).hasText("32");
    student.picture("learn");

    answersTheQuiz(student);
    answersAQuestion(student);
    keepsTheSize(student);
  }

  private static void answersTheQuiz(Visitor student) {
    student.opens("/learn/quiz");
    Page page = student.page();
    page.locator("#hand button[value=false]").tap();
    assertThat(page.locator("#hand")).hasAttribute("data-answered", "right");
    assertThat(page.locator("#hand .check-answer")).containsText("found by training");
    page.locator("#twice button[value=true]").tap();
    assertThat(page.locator("#twice")).hasAttribute("data-answered", "wrong");
    assertThat(page.locator("#twice .check-verdict")).containsText("the claim is false");
    assertThat(page.locator(".score")).hasText("1 right of 2 answered; there are 12.");
    student.neverScrollsSideways();
    student.picture("quiz");
  }

  /** Computes by hand what the page asks for: without the bias first, as many do. */
  private static void answersAQuestion(Visitor student) {
    student.opens("/learn/questions/parameters");
    Page page = student.page();
    int read = Integer.parseInt(page.locator(".question-network code").first().textContent()
        .split("×", 2)[0].strip());
    Matcher call = CONVOLUTION.matcher(page.locator("[data-asked] .question-call").textContent());
    assertTrue(call.matches(), "one convolution is asked for");
    int given = Integer.parseInt(call.group(1));
    int window = Integer.parseInt(call.group(2));
    answers(page, "" + window * window * read * given);
    assertThat(page.locator("#verdict")).containsText("Not quite");
    assertThat(page.locator(".question-mistake").first()).containsText("the bias is left out");
    student.neverScrollsSideways();
    student.picture("question");

    String sum = window + "*" + window + "*" + read + "*" + given + " + " + given;
    for (int i = 0; i < 2; i++) {
      answers(page, sum);
      assertThat(page.locator("#verdict")).containsText("Right");
      assertThat(page.locator(".question-mistake")).hasCount(0);
      assertThat(page.locator(".question-kinds .soft")).hasText("Right so far: 1");
    }
  }

  private static void answers(Page page, String answer) {
    page.locator("#answer").fill(answer);
    page.locator(".check-form button").tap();
    page.waitForLoadState(LoadState.DOMCONTENTLOADED);
  }

  private static void keepsTheSize(Visitor student) {
    student.opens("/learn/tasks");
    Page page = student.page();
    assertThat(page.locator(".score")).hasText("0 of 6 solved.");
    page.locator("#keep_size button").tap();
    assertThat(page).hasURL(Pattern.compile(".*/networks/\\w+.*"));
    assertThat(page.locator("#goals .goal")).hasCount(4);
    assertThat(page.locator("#goals [data-met]")).hasCount(3);
    String network = page.url().replaceAll(".*(/networks/\\w+).*", "$1");
    Bench bench = Bench.at(student);
    bench.chooses("conv");
    bench.sets("padding", "2");
    assertThat(page.locator("#goals [data-met]")).hasCount(4);
    assertThat(page.locator("#goals .goals-said")).hasText("Solved: all goals are met.");
    student.neverScrollsSideways();
    student.picture("goals");
    student.opens("/learn/tasks");
    assertThat(page.locator("#keep_size")).hasAttribute("data-answered", "right");
    assertThat(page.locator(".score")).hasText("1 of 6 solved.");
    page.locator("#keep_size a").tap();
    assertThat(page).hasURL(Pattern.compile(".*" + network + ".*"));
    assertThat(page.locator("#goals")).hasAttribute("data-solved", "true");
  }

  @Test
  void aChapterIsReadAndATaskSolvedByKeyboardAlone(Visitor learner) {
    learner.opens("/learn/local/window");
    Page page = learner.page();
    Keyboard keys = page.keyboard();
    page.waitForLoadState(LoadState.NETWORKIDLE);
    KeyboardJourney.tabsTo(page, "a small window");
    keys.press("Enter");
    assertThat(page.locator(".sight [data-pointed]")).isVisible();
    KeyboardJourney.tabsTo(page, "right");
    keys.press("Enter");
    assertThat(page).hasURL("/learn/local/window/layers/conv/units/0/112/180");
    assertThat(moves(page, "right")).isFocused();
    keys.press("ArrowRight");
    assertThat(page).hasURL("/learn/local/count");
    assertThat(page.locator(".lesson-title")).isFocused();
    KeyboardJourney.tabsTo(page, "Locally connected");
    keys.press("Enter");
    assertThat(page.locator(".wirings [data-pointed]").first()).isVisible();
    keys.press("ArrowRight");
    assertThat(page).hasURL("/learn/local/corner");
    assertThat(page.locator(".unit-lead code")).hasText("conv[0, 0, 0]");
    keys.press("ArrowLeft");
    assertThat(page).hasURL("/learn/local/count");
    assertThat(page.locator(".wirings")).isVisible();

    seesThirtyTwoPixels(learner);
  }

  /** Three windows of 3 with a stride of 4 each see 3, 3 + 2 · 4 = 11, and 11 + 2 · 16 = 43 pixels. */
  private static void seesThirtyTwoPixels(Visitor learner) {
    learner.opens("/learn/tasks");
    Page page = learner.page();
    Keyboard keys = page.keyboard();
    page.locator("#field32 button").focus();
    keys.press("Enter");
    assertThat(page.locator("#goals .goal")).hasCount(3);
    page.waitForLoadState(LoadState.NETWORKIDLE);
    keys.press("j");
    assertThat(page.locator("#inspector-title")).hasText("conv1");
    stridesByFour(page);
    for (int i = 0; i < 2; i++) {
      assertThat(page.locator("#goals [data-met]")).hasCount(2);
      int layers = page.locator("#layers > li").count();
      page.locator(".layer > a[aria-current]").focus();
      keys.press("a");
      keys.type("Conv2d");
      keys.press("Enter");
      assertThat(page.locator("#layers > li")).hasCount(layers + 1);
      assertThat(page.locator(".layer > a[aria-current]")).isFocused();
      stridesByFour(page);
    }
    assertThat(page.locator("#goals [data-met]")).hasCount(3);
    assertThat(page.locator("#goals .goal-now").nth(1)).containsText("43");
    assertEquals("true", page.locator("#goals").getAttribute("data-solved"));
  }

  private static void stridesByFour(Page page) {
    page.locator("#f-stride").focus();
    for (String stride : new String[]{"2", "3", "4"}) {
      page.keyboard().press("ArrowUp");
      assertThat(page.locator("#f-stride")).hasValue(stride);
      Bench.at(page).isSaved();
    }
  }

  /** A number that the text has from what lies beside it. */
  private static Locator figure(Page page, String what) {
    return page.locator("#lesson-text [data-figure='" + what + "']").first();
  }

  private static Locator moves(Page page, String words) {
    return words(page, ".moves", words);
  }

  private static Locator points(Page page, String words) {
    return words(page, ".points", words);
  }

  private static Locator words(Page page, String kind, String words) {
    return page.locator("#lesson-text " + kind)
        .filter(new Locator.FilterOptions().setHasText(Pattern.compile("^" + words + "$"))).first();
  }
}
