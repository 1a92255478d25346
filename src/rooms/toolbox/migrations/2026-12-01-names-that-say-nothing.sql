-- A paper that is one of its kind had a name that said what stands on it: which area of a life, which exercise or lesson.
-- Names are marks now that mean nothing without the member's key; it is found again by what stands on it.
update toolbox.papers set once = null
 where (kind = 'life-area' and once like 'area %') or (kind = 'exercise' and once like 'helped %') or (kind = 'comfort' and once like 'comfort %');

-- That company was offered stands sealed on the check-in. These rows said by being there how somebody had been on a day, and nothing a member wrote.
delete from toolbox.papers where kind = 'offer';
