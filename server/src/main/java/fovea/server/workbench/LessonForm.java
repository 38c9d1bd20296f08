package fovea.server.workbench;

import fovea.engine.network.Node;
import fovea.server.http.Form;
import fovea.server.http.Refusal;
import fovea.web.Words;
import fovea.web.workbench.Typed;
import io.javalin.http.Context;
import java.util.HashMap;
import java.util.Map;

/** What a form beside a text of the course says. */
public sealed interface LessonForm {

  /** The step as it shall be. */
  record Understood(Variation variation) implements LessonForm {}

  /** Some fields make no sense. */
  record NotUnderstood(Typed typed) implements LessonForm {}

  /**
   * Reads it from the address.
   *
   * @throws Refusal 404 if the step has no layer to change
   */
  static LessonForm of(Context context, Variation variation) {
    Words words = Answers.visit(context).words();
    Node node = variation.layer()
        .orElseThrow(() -> Refusal.notFound("This step has no layer to change."));
    Form form = Form.ofQuery(context);
    if (LayerForm.of(variation.network(), node, form,
        words) instanceof LayerForm.NotUnderstood(Typed typed)) {
      return new NotUnderstood(typed);
    }
    Map<String, String> changes = new HashMap<>();
    for (String name : form.names()) {
      // A switch sends "false" always and "true" behind it when it is on.
      changes.put(name, form.texts(name).getLast());
    }
    return variation.with(changes).<LessonForm>map(Understood::new)
        .orElseGet(() -> new NotUnderstood(new Typed(changes,
            Map.of("shape", words.say("field.shape.wrong")))));
  }
}
