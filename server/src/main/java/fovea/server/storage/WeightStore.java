package fovea.server.storage;

import fovea.engine.tensor.Digest;
import fovea.engine.tensor.Part;
import fovea.engine.tensor.Slice;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import fovea.engine.trained.Trained;
import fovea.server.http.Owner;
import fovea.server.http.Refusal;
import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the numbers that networks have of their own, each content once an owner, bounded in bytes.
 * They are read when somebody computes with them, and not before. Thread-safe.
 */
public final class WeightStore {

  /** Those of one network: ResNet-50's fit. */
  public static final long MAX_BYTES = 128_000_000;

  /** As many as a deep network has parameters, and many kernels set by hand. */
  private static final int MAX_PARTS = 4_000;

  private final Database database;

  public WeightStore(Database database) {
    this.database = database;
  }

  /** The weights of a network: its own, and the seed's for all others. */
  public Weights of(Owner owner, KeptNetwork kept) {
    return of(owner, kept.own(), kept.seed());
  }

  /** The weights that a moment of a training has, and the seed's for all others. */
  public Weights of(Owner owner, OwnWeights own, long seed) {
    return Weights.of(own.entries().stream().map(entry -> part(owner, entry)).toList(), seed);
  }

  /** The numbers of these parts, read now: ask for few. */
  public Map<Slice, Tensor> numbers(Owner owner, List<OwnWeights.Entry> entries) {
    Map<Slice, Tensor> numbers = new LinkedHashMap<>();
    entries.forEach(
        entry -> numbers.put(entry.slice(), part(owner, entry).numbers().get()));
    return numbers;
  }

  private Part part(Owner owner, OwnWeights.Entry entry) {
    int[] shape = entry.shape().stream().mapToInt(Math::toIntExact).toArray();
    Numbers numbers = new Numbers(owner, entry.digest(), shape);
    return new Part(entry.slice(), entry.shape(), entry::digest, numbers::tensor);
  }

  /** Numbers that are read when they are asked for, and let go when memory is short. */
  private final class Numbers {

    private final Owner owner;
    private final String digest;
    private final int[] shape;
    private volatile SoftReference<@Nullable Tensor> known = new SoftReference<>(null);

    private Numbers(Owner owner, String digest, int[] shape) {
      this.owner = owner;
      this.digest = digest;
      this.shape = shape;
    }

    private Tensor tensor() {
      Tensor tensor = known.get();
      if (tensor == null) {
        tensor = read(owner, digest, shape);
        known = new SoftReference<>(tensor);
      }
      return tensor;
    }
  }

  /** What one of our own networks has learned is here already, and the same for everybody. */
  private Tensor read(Owner owner, String digest, int[] shape) {
    return Trained.numbers(digest).orElseGet(() -> kept(owner, digest, shape));
  }

  private Tensor kept(Owner owner, String digest, int[] shape) {
    byte[] bytes = database.read(
        handle -> handle.createQuery(
            "SELECT numbers FROM tensors WHERE owner_id = :owner AND digest = :digest")
            .bind("owner", owner.id())
            .bind("digest", digest)
            .map((row, _) -> row.getBytes("numbers"))
            .findOne())
        .orElseThrow(() -> Refusal.notFound("These weights have been deleted; undo or reload."));
    float[] numbers = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(numbers);
    return Tensor.of(numbers, shape);
  }

  /**
   * Keeps numbers in the transaction that makes them a network's own.
   *
   * @param after all that the network has of its own then
   * @throws Refusal 422 over a limit, or for numbers that are none
   */
  static void keep(Handle handle, Owner owner, Map<Slice, Tensor> numbers, OwnWeights after) {
    numbers.forEach(WeightStore::requireFinite);
    if (after.entries().size() > MAX_PARTS) {
      throw Refusal.overLimit("own_weight_parts", "The network would have "
          + after.entries().size() + " parts of its own weights and may have " + MAX_PARTS
          + "; set whole tensors, or reset some to the seed's.");
    }
    if (after.bytes() > MAX_BYTES) {
      throw Refusal.overLimit("own_weight_bytes", "The network would have " + after.bytes()
          + " bytes of weights of its own and may have " + MAX_BYTES
          + "; set fewer layers, and leave the others to the seed.");
    }
    numbers.values().forEach(tensor -> insert(handle, owner, tensor));
  }

  private static void requireFinite(Slice slice, Tensor tensor) {
    for (float number : tensor.data()) {
      if (!Float.isFinite(number)) {
        throw Refusal.overLimit("finite_numbers", "Weights are finite float32 numbers, up to "
            + Float.MAX_VALUE + "; " + slice + " has " + number + ".");
      }
    }
  }

  private static void insert(Handle handle, Owner owner, Tensor tensor) {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(tensor.size(), Float.BYTES))
        .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(tensor.data());
    handle.createUpdate("""
        INSERT INTO tensors (owner_id, digest, size, numbers)
        VALUES (:owner, :digest, :size, :numbers) ON CONFLICT (owner_id, digest) DO NOTHING
        """)
        .bind("owner", owner.id())
        .bind("digest", Digest.of(tensor))
        .bind("size", bytes.capacity())
        .bind("numbers", bytes.array())
        .execute();
  }

  /** Deletes what no version of the owner's networks and no moment of a training has any more. */
  static void sweep(Handle handle, Owner owner) {
    Set<String> used = new HashSet<>();
    handle.createQuery("""
        SELECT v.weights FROM versions v JOIN networks n ON n.id = v.network_id
        WHERE n.owner_id = :owner AND v.weights <> ''
        UNION SELECT m.weights FROM moments m JOIN trainings t ON t.network_id = m.network_id
        WHERE t.owner_id = :owner AND m.weights <> ''
        """)
        .bind("owner", owner.id())
        .mapTo(String.class)
        .forEach(lines -> OwnWeights.parse(lines).entries()
            .forEach(entry -> used.add(entry.digest())));
    List<String> kept = handle.createQuery("SELECT digest FROM tensors WHERE owner_id = :owner")
        .bind("owner", owner.id())
        .mapTo(String.class)
        .list();
    kept.stream().filter(digest -> !used.contains(digest)).forEach(digest -> handle
        .createUpdate("DELETE FROM tensors WHERE owner_id = :owner AND digest = :digest")
        .bind("owner", owner.id())
        .bind("digest", digest)
        .execute());
  }

  /** Brings what a network has of its own to another owner, who gets it too. */
  static void copy(Handle handle, Owner from, Owner to, OwnWeights own) {
    for (OwnWeights.Entry entry : own.entries()) {
      handle.createUpdate("""
          INSERT INTO tensors (owner_id, digest, size, numbers)
          SELECT :to, digest, size, numbers FROM tensors
          WHERE owner_id = :from AND digest = :digest
          ON CONFLICT (owner_id, digest) DO NOTHING
          """)
          .bind("to", to.id())
          .bind("from", from.id())
          .bind("digest", entry.digest())
          .execute();
    }
  }
}
