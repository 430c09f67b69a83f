"""What is measured, by which function, and which way is better.

Everything takes arrays and gives plain numbers; nothing here knows torch, files or commands.
A drawing is H×W, uint8 (255 = paper) or float (1 = paper); `gray.picture_to_gray` turns a coloured
or transparent one into that. A photo is uint8 H×W×3. `draw` is any function from such a photo to
its drawing, for instance `lambda rgb: pipeline.draw(rgb).pixels`. What cannot be measured raises
`gray.MetricError`; what is not installed raises `artline.errors.ModelError`; both are one line.
Needs the extra `artline[evaluate]`.

Against a reference drawing of the same size
    line agreement       lines.line_agreement         precision, recall, f1   0..1   higher
    SSIM                 similarity.ssim              −1..1                          higher
    MS-SSIM              similarity.ms_ssim           0..1; from 176 px              higher
    SCOOT                scoot.scoot                  0..1                           higher
    LPIPS                lpips.Lpips(net).distance    0..                            lower
    density difference   ink.density_difference       −1..1                          nearer 0

Without one
    edge likeness        likeness.edge_likeness       precision, recall, f1   0..1   higher
    landmark distance    likeness.landmark_distance   0.., eye distances             lower
    robustness           robustness.robustness        f1 0..1, lpips 0.., per harm   higher, lower
    background ink       ink.background_ink           0..1; given a matte            lower
    skin ink             skin.skin_ink                0..1; given a mesh             lower
    smoke                smoke.smoke                  0..1; given a mesh             lower
    skin ink, smoke gap  skin.by_skin_class           −1..1; classes with n          nearer 0
    skin's colour        skin_colour.skin_shift       L*, degrees; given a mesh      nearer 0
    speckle              ink.speckle                  0.. per megapixel              lower
    crispness            ink.crispness                0..1, share of mid-grey        lower
    edge width           edge_width.edge_width        median, 95 %; 0.5.. px         lower
    broken lines         lines.broken_lines           0.. ends per long side         lower
    stroke economy       lines.stroke_economy         0.. long sides per stroke      higher
    scale stability      stability.scale_stability    f1, difference, per size       higher, lower
    moving frame         stability.frame_stability    f1, difference                 higher, lower
    mirror symmetry      stability.mirror_symmetry    f1, difference                 higher, lower

Of a whole set
    KID                  kid.kid                      ~0..; of Lpips.features        lower
    KID's floor          kid.kid_floor                what real drawings score among themselves

Beside them: `harm.worsen` (the ten seeded harms), `artline.evaluate.mesh.MeshFinder` (the face mesh
that likeness and skin need), `statistics` (bootstrap, paired and unpaired difference, Wilson).

A new metric: one function in the file of its family, with formula, range, direction, what it
misses and source in its docstring; a line above; a test that a drawing made worse on purpose
scores worse.
"""
