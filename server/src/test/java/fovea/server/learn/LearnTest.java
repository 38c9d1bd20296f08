package fovea.server.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.exercise.Exercise;
import fovea.engine.exercise.Question;
import fovea.engine.exercise.Question.Kind;
import fovea.server.picture.PictureFiles;
import fovea.server.storage.Databases;
import fovea.server.workbench.VisitedServer;
import fovea.server.workbench.Visitor;
import fovea.web.learn.Chapter;
import fovea.web.learn.Course;
import fovea.web.learn.Piece;
import fovea.web.learn.Step;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The course over HTTP: its steps and what lies beside them, what it asks, and how far people are. */
class LearnTest extends VisitedServer {

  private static List<Step> steps() {
    return Course.chapters().stream().map(Chapter::steps).flatMap(List::stream).toList();
  }

  @Test
  void everyStepIsThereWithItsPieceInEveryLanguage() {
    for (String language : List.of("en", "es", "zh")) {
      visitor.post("/language", "language", language);
      for (Step step : steps()) {
        HttpResponse<String> page = visitor.get(step.address());
        assertEquals(200, page.statusCode(), step.address());
        assertTrue(page.body().contains("data-piece=\"" + step.piece().word() + "\""));
        assertFalse(page.body().contains("value=\"\">—"), step.address());
      }
      for (String page : List.of("", "/quiz", "/reflect", "/practice", "/questions",
          "/questions/field", "/tasks", "/figures", "/glossary", "/summary")) {
        assertEquals(200, visitor.get("/learn" + page).statusCode(), page);
      }
    }
  }

  @Test
  void aTextSaysTheValueThatItsPieceSays() {
    for (Step step : steps()) {
      String page = visitor.get(step.address()).body();
      if (step.piece() == Piece.UNIT && page.contains("data-figure=\"value()\"")) {
        double said = Double.parseDouble(
            Visitor.first("data-figure=\"value\\(\\)\" value=\"([^\"]+)\"", page));
        double total = Double.parseDouble(Visitor.first(
            "(?s)class=\"sum-total\">.*?<td>([^<]+)</td>", page).replace('−', '-'));
        assertEquals(total, said, 0.005 * Math.max(1, Math.abs(total)), step.address());
      }
    }
    assertTrue(visitor.get("/learn/arithmetic/sum").body().contains(">−2.4</data>"));
  }

  @Test
  void whatIsChangedChangesTheNumbersOfTheTextAndTheAddress() {
    String changed = visitor.get("/learn/explosion/pixels/change?out_features=1000").uri()
        .getPath();
    assertEquals("/learn/explosion/pixels~out_features=1000", changed);
    assertTrue(visitor.get(changed).body().contains("150,528,000"));
    assertEquals("/learn/explosion/pixels",
        visitor.get("/learn/explosion/pixels/change?out_features=4096").uri().getPath());
    HttpResponse<String> wrong = visitor.get("/learn/explosion/pixels/change?out_features=many");
    assertEquals(422, wrong.statusCode());
    assertTrue(wrong.body().contains("value=\"many\""));
    String illegal = visitor.get("/learn/size/formula~kernel_size=9").body();
    assertTrue(illegal.contains("class=\"problem\""));
    assertTrue(illegal.contains("—</data>"));
  }

  @Test
  void whatTheCourseDoesNotHaveIsNotFound() {
    for (String address : List.of("/learn/size/none", "/learn/none/stride",
        "/learn/size/stride~none=1", "/learn/size/stride~stride=x", "/learn/size/stride~stride",
        "/learn/savings/where~kernel_size=3", "/learn/questions/none", "/learn/questions/shape/4/1",
        "/learn/questions/shape/1/x", "/learn/local/window/layers/conv/units/0/0/99999",
        "/learn/size/floor~shape=3x3", "/learn/size/stride" + "~stride=2".repeat(40))) {
      assertEquals(404, visitor.get(address).statusCode(), address);
    }
    assertEquals(404, visitor.post("/learn/tasks/none").statusCode());
    assertEquals(404, visitor.post("/learn/quiz/none", "answer", "true").statusCode());
    assertEquals(400, visitor.post("/learn/quiz/padding", "answer", "maybe").statusCode());
    assertEquals(422, visitor.post("/learn/reflect/north", "answer", "x".repeat(4_001))
        .statusCode());
    for (String size : List.of("0", "999999999")) {
      assertEquals(200,
          visitor.get("/learn/size/stride~kernel_size=" + size).statusCode());
      assertEquals(200, visitor.get("/learn/explosion/pixels~shape=" + size + "x1x1").statusCode());
    }
  }

  @Test
  void aPieceLooksAtTheLearnersOwnPictureWhereThereIsOne() throws IOException {
    String lesson = "/learn/hierarchy/grow";
    assertTrue(visitor.get(lesson).body().contains("/input.png?of=builtin:harbour"));
    String network = visitor.post("/networks", "zoo", "tinyvgg").uri().getPath();
    visitor.upload(network + "/picture", "picture",
        PictureFiles.file("png", new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB)));
    assertTrue(visitor.get(lesson).body().contains("/input.png?of=picture:"));
    assertTrue(visitor.get("/learn/arithmetic/sum").body().contains("of=builtin:ramp"));
    String mine = visitor.post(lesson + "/open", "at", "").uri().getPath();
    assertTrue(visitor.get(mine).body().contains("/input.png?of=picture:"));
  }

  @Test
  void onlyTheStepsOwnPrincipleLiesBelowIt() {
    String step = "/learn/sharing/shift";
    assertEquals(200, visitor.get(step + "/principles/equivariance").statusCode());
    for (String other : List.of("nope", "pooling")) {
      assertEquals(404, visitor.get(step + "/principles/" + other).statusCode(), other);
    }
  }

  @Test
  void aLayerThatIsChosenKeepsThePicturesMove() {
    String page = visitor.get("/learn/sharing/borders/principles/equivariance?dy=0&dx=4&noise=5")
        .body();
    assertTrue(page.contains("/principles/equivariance?layer=conv1&amp;dy=0&amp;dx=4&amp;noise=5"));
    assertTrue(visitor.get("/learn/sharing/shift").body().contains("data-dx=\"0\""));
  }

  @Test
  void whoAsksWhyOnAMapIsShownItsArithmeticBesideTheSameText() {
    String page = visitor.get("/learn/hierarchy/grow/layers/conv5/units/0/3/3").body();
    assertTrue(page.contains("data-piece=\"unit\" data-own=\"maps\""));
    assertTrue(page.contains("conv5[0, 3, 3]"));
    assertTrue(page.contains("Layer by layer"));
  }

  @Test
  void aChapterBeginsWithItsFirstStep() {
    assertEquals("/learn/size/formula", visitor.get("/learn/size").uri().getPath());
    assertEquals(404, visitor.get("/learn/none").statusCode());
  }

  @Test
  void aPieceOpensInTheWorkbenchAsACopyOfOnesOwn() {
    HttpResponse<String> unit = visitor.post("/learn/arithmetic/slide/open", "at",
        "/layers/conv/units/0/0/1");
    assertTrue(unit.uri().getPath().matches("/networks/\\w+/layers/conv/units/0/0/1"));
    assertTrue(unit.body().contains("class=\"sum-total\""));
    HttpResponse<String> changed = visitor.post("/learn/size/padding~padding=0/open", "at", "");
    assertTrue(changed.body().contains("222"), "the change is in the copy");
    for (String look : List.of("@example.org/", "/../../about", "//example.org", "?x=<b>")) {
      assertTrue(visitor.post("/learn/size/padding/open", "at", look).uri().getPath()
          .matches("/networks/\\w+/?/?"), look);
    }
  }

  @Test
  void whatSomebodyHasReadAndAnsweredIsTheirs() {
    visitor.get("/learn/local/window");
    visitor.get("/learn/local/window");
    visitor.post("/learn/quiz/padding", "answer", "true");
    visitor.post("/learn/quiz/padding", "answer", "false");
    visitor.post("/learn/reflect/north", "answer", "It knows no <place>.");
    visitor.post("/learn/practice/vgg", "answer", "138,357,544");
    String contents = visitor.get("/learn").body();
    assertTrue(contents.contains("steps read: 1 of 3"));
    String quiz = visitor.get("/learn/quiz").body();
    assertTrue(quiz.contains("data-answered=\"wrong\""));
    assertTrue(visitor.get("/learn/practice").body().contains("data-answered=\"right\""));
    String summary = visitor.get("/learn/summary").body();
    assertTrue(summary.contains("It knows no &lt;place&gt;."));
    try (Visitor other = new Visitor(app)) {
      assertFalse(other.get("/learn").body().contains("steps read: 1 of 3"));
      assertFalse(other.get("/learn/summary").body().contains("It knows no"));
    }
    visitor.post("/learn/forget");
    assertFalse(visitor.get("/learn/summary").body().contains("It knows no"));
  }

  @Test
  void aProblemNamesTheUsualMistake() {
    visitor.post("/learn/practice/size", "answer", "31");
    String page = visitor.get("/learn/practice").body();
    assertTrue(page.contains("Not quite; try again."), page);
    assertFalse(page.contains("32 rows"), "the answer stays to be found");
    assertTrue(page.contains("This is what comes out if"), page);
    visitor.post("/learn/practice/size", "answer", "(64-5+2*2+1)/2");
    assertTrue(visitor.get("/learn/practice").body().contains("data-answered=\"right\""));
  }

  @Test
  void aQuestionIsMarkedNamesTheMistakeAndCountsOnce() {
    Question question = new Question(Kind.PARAMETERS, 1, 7);
    String address = "/learn/questions/parameters/1/7";
    Exercise exercise = Exercise.of(question);
    String right = exercise.asked().getFirst().answer().toString();
    String missed = exercise.asked().getFirst().misses().getFirst().value().toString();
    String wrong = visitor.post(address, "answer", missed).body();
    assertTrue(wrong.contains("data-answered=\"wrong\""));
    assertTrue(wrong.contains("class=\"question-mistake\""));
    assertTrue(wrong.contains("data-tex="));
    assertTrue(visitor.post(address, "answer", right + " + 0").body()
        .contains("data-answered=\"right\""));
    assertTrue(visitor.post("/learn/questions/parameters/1/8", "answer",
        Exercise.of(new Question(Kind.PARAMETERS, 1, 8)).asked().getFirst().answer().toString())
        .body().contains("Right so far: 2"));
    visitor.post(address, "answer", right);
    assertTrue(visitor.get(address).body().contains("Right so far: 2"));
    assertTrue(visitor.post(address, "answer", "9^9^9^9").body()
        .contains("no number that can be read"));
    Exercise shape = Exercise.of(new Question(Kind.SHAPE, 2, 3));
    assertTrue(visitor.post("/learn/questions/shape/2/3", "answer", shape.asked().stream()
        .map(asked -> asked.answer().toString()).collect(Collectors.joining(" × "))).body()
        .contains("data-answered=\"right\""));
  }

  @Test
  void aDesignTaskIsSolvedByEditsAndStaysSolved() {
    HttpResponse<String> begun = visitor.post("/learn/tasks/keep_size");
    String network = begun.uri().getPath();
    assertTrue(begun.body().contains("id=\"goals\""));
    assertFalse(begun.body().contains("data-solved"));
    HttpResponse<String> edited = visitor.sendFrom(
        "http://localhost" + network, "PUT", network + "/layers/conv", "padding", "2");
    assertTrue(edited.body().contains("data-solved=\"true\""), edited.body());
    assertTrue(visitor.get("/learn/tasks").body().contains(network));
    visitor.send("POST", network + "/undo");
    assertFalse(visitor.get(network).body().contains("data-solved"));
    assertTrue(visitor.get("/learn/tasks").body().contains(network));
  }

  @Test
  void theHelpOfAnArgumentLeadsToItsWordInTheGlossary() {
    String network = visitor.post("/networks", "zoo", "tinyvgg").uri().getPath();
    String glossary = visitor.get("/learn/glossary").body();
    List<String> terms = Pattern.compile("/learn/glossary#(\\w+)")
        .matcher(visitor.get(network + "?layer=conv_1_1").body()).results()
        .map(it -> it.group(1)).toList();
    assertTrue(terms.size() >= 6, terms.toString());
    terms.forEach(term -> assertTrue(glossary.contains("id=\"" + term + "\""), term));
  }

  @Test
  void whoBringsNoCookieLeavesNothingBehind() throws Exception {
    long before = rows();
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (Step step : steps().subList(0, 5)) {
        URI address = URI.create("http://localhost:" + app.port() + step.address());
        assertEquals(200, client.send(HttpRequest.newBuilder(address).build(),
            BodyHandlers.discarding()).statusCode());
      }
    }
    assertEquals(before, rows());
  }

  private static long rows() throws SQLException {
    try (Connection connection = Databases.ASKED_FOR.connect(data);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(
            "SELECT (SELECT count(*) FROM progress) + (SELECT count(*) FROM owners)")) {
      row.next();
      return row.getLong(1);
    }
  }
}
